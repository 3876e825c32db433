"""Threads, primitives, values and exceptions as a story names them, without running any code of the program's own."""

from __future__ import annotations

import re
import reprlib
from collections import deque
from collections.abc import Callable, Iterable, Set
from itertools import islice
from operator import itemgetter
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


def one_of(kind: type) -> str:
    """Name an object by its kind: "a Counter", "an Account"."""
    return f"a{'n' if kind.__name__[:1] in 'AEIOaeio' else ''} {kind.__name__}"


def describe(thing: Any) -> str:
    """Name a primitive as the program does."""
    if thing is None:
        return ""
    words = getattr(thing, "_tl_words", None)
    return type(thing).__name__ if words is None else str(words())


_SCALARS = (int, float, complex, str, bytes, bool, type(None))
PLAIN = (*_SCALARS, list, tuple, dict, set, frozenset, deque, range)


class _Shown(reprlib.Repr):
    """A repr that runs none of the program's code."""

    def repr1(self, x: Any, level: int) -> str:
        return super().repr1(x, level) if type(x) in PLAIN else one_of(type(x))

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        """Return the text of a dict, in the order of its keys if these are plain."""
        if not x or level <= 0:
            return "{...}" if x else "{}"
        items = _in_order(x.items(), itemgetter(0)) or x.items()
        pieces = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in islice(items, self.maxdict)
        ]
        return f"{{{', '.join([*pieces, *(['...'] if len(x) > self.maxdict else [])])}}}"

    def repr_set(self, x: set[Any], level: int) -> str:
        """Return the text of a set, in the order of its elements if these are plain, else of their texts."""
        return self._repr_of_set(x, level, "{", "}", self.maxset) if x else "set()"

    def repr_frozenset(self, x: frozenset[Any], level: int) -> str:
        """Return the text of a frozenset, as that of a set."""
        return self._repr_of_set(x, level, "frozenset({", "})", self.maxfrozenset) if x else "frozenset()"

    def _repr_of_set(self, x: Set[Any], level: int, left: str, right: str, most: int) -> str:
        if level <= 0:
            return f"{left}...{right}"
        ordered = _in_order(x, None)
        texts = [self.repr1(each, level - 1) for each in (x if ordered is None else ordered[:most])]
        shown = (texts if ordered is not None else sorted(texts))[:most]
        return f"{left}{', '.join([*shown, *(['...'] if len(x) > most else [])])}{right}"


def _in_order(parts: Iterable[Any], key: Callable[[Any], Any] | None) -> list[Any] | None:
    """Return parts in their order; None if they have none without the program's own code."""
    listed = list(parts)
    if not all(_is_plain(each if key is None else key(each)) for each in listed):
        return None
    try:
        return sorted(listed, key=key)
    except TypeError:
        return None


def _is_plain(value: object) -> bool:
    return type(value) in _SCALARS or (type(value) is tuple and all(map(_is_plain, value)))


_shown = _Shown()
_shown.maxlevel = 3
_shown.maxstring = _shown.maxother = MAX_VALUE


def shown(value: object) -> str:
    """Return a value as a story shows it: its repr, cut short; for an object of the program's own, its kind."""
    if hasattr(type(value), "_tl_absent"):  # which may be asked nothing
        return "something that is not modelled"
    if callable(value) and hasattr(value, "__name__"):
        return f"function {value.__name__}" if not isinstance(value, type) else f"class {value.__name__}"
    text = _shown.repr(value)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."


def message_of(error: BaseException) -> str:
    """Return an exception's message without running any code of its own."""
    args: tuple[Any, ...] = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    if type(error) is SyntaxError and len(args) == 2 and type(args[1]) is tuple:  # as Python says it: what, and where
        what, (file, line) = args[0], (*args[1], None, None)[:2]
        if type(what) is type(file) is str and type(line) is int:
            return f"{what} ({file.strip('<>')}, line {line})"[:300]
    return without_addresses(", ".join(arg if type(arg) is str else shown(arg) for arg in args))[:300]


def error_words(error: BaseException) -> str:
    """Return an exception's kind and message without running any code of its own."""
    words = message_of(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
