"""Threads, primitives, values and exceptions as a story names them, without running any code of the program's own."""

from __future__ import annotations

import re
import reprlib
from collections import deque
from typing import Any

MAX_VALUE = 60  # characters of a value in a story
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def without_addresses(text: str) -> str:
    """Return a text without the addresses that Python's own reprs contain: they differ from run to run."""
    return ADDRESS.sub("", text) if " at 0x" in text else text


def label(number: int) -> str:
    """Name a thread by its number: main, A, B ... Z, AA, AB ..."""
    if number == 0:
        return "main"
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def threads_listed(numbers: list[int]) -> str:
    """Name threads by their numbers, as a sentence does: "thread A, thread B and main"."""
    names = [label(number) if number == 0 else f"thread {label(number)}" for number in numbers]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def describe(thing: Any) -> str:
    """Name a primitive as the program does."""
    if thing is None:
        return ""
    words = getattr(thing, "_tl_words", None)
    return type(thing).__name__ if words is None else str(words())


PLAIN = (int, float, complex, str, bytes, bool, type(None), list, tuple, dict, set, frozenset, deque, range)


class _Shown(reprlib.Repr):
    """A repr that runs none of the program's code."""

    def repr1(self, x: Any, level: int) -> str:
        return super().repr1(x, level) if type(x) in PLAIN else f"a {type(x).__name__}"


_shown = _Shown()
_shown.maxlevel = 3
_shown.maxstring = _shown.maxother = MAX_VALUE


def shown(value: object) -> str:
    """Return a value as a story shows it: its repr, cut short; for an object of the program's own, its kind."""
    if callable(value) and hasattr(value, "__name__"):
        return f"function {value.__name__}" if not isinstance(value, type) else f"class {value.__name__}"
    text = _shown.repr(value)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def message_of(error: BaseException) -> str:
    """Return an exception's message without running any code of its own."""
    args: tuple[Any, ...] = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    return without_addresses(", ".join(arg if type(arg) is str else shown(arg) for arg in args))[:300]


def error_words(error: BaseException) -> str:
    """Return an exception's kind and message without running any code of its own."""
    words = message_of(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
