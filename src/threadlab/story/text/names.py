"""Names, values and lists of them, ready to be put into a sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from threadlab.story.text.sanitize import columns, cut, visible

NAME = 40  # columns that a name of the program may take in a sentence


VALUE = 40  # columns that a value may take
_MANY = 7  # threads in a row of which the first and the last are named


_APART = re.compile(r" (?:\(([^()]+)\)|of (\w+ \d+))$")  # as ``apart`` writes it


def name(target: str, otherwise: str) -> str:
    """Return a name of the program, ready to show, or ``otherwise`` where there is none."""
    return fit_name(target, NAME) or otherwise


def fit_name(target: str, width: int) -> str:
    """Return a name of the program in at most ``width`` columns; what tells it apart is cut away last."""
    shown = visible(target)
    own = _APART.search(shown)
    if own is None or columns(shown) <= width:
        return cut(shown, width)
    room = width - columns(own[0])
    return cut(shown[: own.start()], room) + own[0] if room > 1 else cut(own[1] or own[2], width)


def without_number(target: str) -> str:
    """Return a name without what tells it apart."""
    return _APART.sub("", target)


def value(text: str) -> str:
    """Return the ``repr`` of a value, ready to show."""
    return cut(visible(text), VALUE)


def thread(label: str) -> str:
    """Say which thread: "thread A", or "the main thread"."""
    return "the main thread" if label == "main" else f"thread {label}"


def threads(labels: Iterable[str]) -> str:
    """Say which threads: "threads A and B", "the main thread and thread A"."""
    given = list(labels)
    started = [label for label in given if label != "main"]
    said = ["the main thread"] if "main" in given else []
    if len(started) == 1:
        said.append(f"thread {started[0]}")
    elif started:
        said.append(f"threads {listed(in_spans(started))}")
    return " and ".join(said)


def in_spans(labels: Sequence[str]) -> list[str]:
    """Name many threads in a row by the first and the last one: "A to F"; a few are named one by one."""
    said: list[str] = []
    for _, group in groupby(enumerate(labels), key=lambda placed: started_as(placed[1]) - placed[0]):
        row = [label for _, label in group]
        said += row if len(row) < _MANY else [f"{row[0]} to {row[-1]}"]
    return said


def started_as(label: str) -> int:
    """Return as which one a thread was started: 1 for A, 27 for AA, 0 for main."""
    if label == "main":
        return 0
    return functools.reduce(lambda number, letter: 26 * number + ord(letter) - ord("A") + 1, label, 0)


def sorted_by_start(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the threads' names without doubles, in the order of starting: main, A ... Z, AA ..."""
    return tuple(sorted(set(labels), key=lambda label: (label != "main", len(label), label)))


def called(function: str) -> str:
    """Write a function's name as one: "withdraw()"; "" where there is none."""
    return f"{fit_name(function, NAME)}()" if function.isidentifier() else "a lambda" if function else ""


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(count: int, word: str) -> str:
    """Say how many: "1 step", "4 steps"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def capital(sentence: str) -> str:
    """Return ``sentence`` with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]
