"""Built-in containers whose text, or comparison, calls code of the program's for what is in them."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import Any

from threadlab.schedules.hooks.core import SCALARS
from threadlab.schedules.instrumenting.policy import refusal

SHOWN_BY_PARTS = frozenset({list, tuple, dict, set, frozenset, deque, defaultdict, OrderedDict, Counter})
"""Classes whose text is made of the texts of what is in them."""
COMPARED_BY_PARTS = frozenset({list, tuple, deque, dict, defaultdict})
"""Classes whose instances are compared by comparing what is in them, one after the other."""
TEXTS = ("__repr__", "__str__", "__format__")
COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")


def has_own(cls: type, names: Iterable[str]) -> bool:
    """Whether one of these methods of a class is written in Python."""
    return any(type(getattr(cls, name, None)) is FunctionType for name in names)


def calls_for_parts(value: Any, classes: frozenset[type], names: tuple[str, ...]) -> bool:
    """Whether code of the program's is called for something that lies in a container.

    Args:
        value: the container, or what else it is.
        classes: which containers are looked into.
        names: the methods that are called for what is in them.
    """
    left, met = [value], set[int]()
    while left:
        part = left.pop()
        cls = type(part)
        if cls in SCALARS or id(part) in met:
            continue
        met.add(id(part))
        if cls in classes:
            left += part
            if issubclass(cls, dict):
                left += dict.values(part)
        elif has_own(cls, names):
            return True
    return False


def goes_by_parts(owner: Any, name: str, args: tuple[Any, ...]) -> bool:
    """Whether a method of a container shows it, or compares it with another one of its class, part by part."""
    if type(owner) not in SHOWN_BY_PARTS:
        return False
    return name in TEXTS or (name in COMPARISONS and len(args) == 1 and type(args[0]) is type(owner))


def entries(owner: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Go through a dict as C code does that looks for the next entry after each call of the program's code.

    While it has as many entries as before, Python's own iterator finds the same ones. What is put in comes last, and
    what is dropped leaves a hole.

    Raises:
        Unmodelled: it was changed so that what comes next depends on how it lies in memory.
    """
    iterator: Iterator[tuple[Any, Any]] | None = iter(dict.items(owner))
    holes = False
    known, place, space = list(dict.items(owner)), 0, sys.getsizeof(owner)
    while True:
        now = list(dict.items(owner))
        if len(now) == len(known) and iterator is not None:
            try:
                pair = next(iterator, None)
            except RuntimeError:
                raise refusal("goes through a dict whose keys change meanwhile") from None
            if pair is None:
                return
            place = next(index for index, each in enumerate(now) if each[0] is pair[0])
        else:
            iterator = None
            if len(now) < len(known):
                place = sum(index < place for index in _places(now, known))
                holes = True
            elif _places(known, now) != [*range(len(known))] or (
                len(now) > len(known) and (holes or sys.getsizeof(owner) != space)
            ):
                raise refusal("goes through a dict that grows meanwhile")
            if place >= len(now):
                return
            pair = now[place]
        known, place = now, place + 1
        yield pair


def _places(fewer: list[Any], more: list[Any]) -> list[int]:
    """Return where entries of a dict were when there were more of them, in the same order.

    Raises:
        Unmodelled: some of them have another value or another order, so it is not only that others were dropped.
    """
    rest = iter(enumerate(more))
    found = [
        next((index for index, (key, value) in rest if key is entry[0] and value is entry[1]), -1) for entry in fewer
    ]
    if -1 in found:
        raise refusal("goes through a dict that is put in order anew meanwhile")
    return found


class Shown:
    """What stands for something whose text is known."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


class Late:
    """What stands for a container whose text is made when it is asked for: code of the program's runs before."""

    __slots__ = ("_shown", "_value")

    def __init__(self, shown: Callable[[Any], Any], value: Any) -> None:
        self._shown = shown
        self._value = value

    def __repr__(self) -> str:
        return repr(self._shown(self._value))

    def __format__(self, specification: str) -> str:
        return format(self._shown(self._value), specification)


class Showing:
    """Makes the text of a container as CPython does, which looks again after each call of the program's code.

    Args:
        look: takes the step of reading the containers once more.
        in_order: puts the elements of a set in an order that lasts.
        around: the containers of which the thread makes the texts already, one inside of the other.
    """

    def __init__(
        self, look: Callable[[], None], in_order: Callable[[Iterable[Any]], list[Any]], around: list[Any]
    ) -> None:
        self._look = look
        self._in_order = in_order
        self._around = around

    def shown(self, value: Any) -> Any:
        """Return what has the text that a value has: of the same class, if it is a container."""
        cls = type(value)
        if cls not in SHOWN_BY_PARTS:
            if not has_own(cls, ("__repr__",)):
                return value
            text = repr(value)
            self._look()
            return Shown(text)
        if any(each is value for each in self._around):
            return Shown(_again(cls))
        self._around.append(value)
        try:
            return self._parts(cls, value)
        finally:
            self._around.pop()

    def _parts(self, cls: Any, value: Any) -> Any:
        if cls is list or cls is tuple:
            return cls(map(self.shown, value))
        if cls is deque:
            return deque(map(self.shown, list(value)), value.maxlen)
        if cls is set or cls is frozenset:
            return cls() if not value else ShownSet(cls.__name__, [*map(self.shown, self._in_order(value))])
        if cls is Counter:
            return Counter({self.shown(key): count for key, count in value.most_common()})
        found: Iterable[Any] = list(value.items()) if cls is OrderedDict else entries(value)
        pairs = [(self._key(key), self.shown(each)) for key, each in found]
        return defaultdict(value.default_factory, pairs) if cls is defaultdict else cls(pairs)

    def _key(self, key: Any) -> Any:
        """Return what stands for a key, which may come a second time."""
        return Shown(repr(self.shown(key)))


class ShownSet(Shown):
    """What stands for a set."""

    __slots__ = ()

    def __init__(self, kind: str, parts: list[Any]) -> None:
        text = f"{{{', '.join(map(repr, parts))}}}"
        super().__init__(text if kind == "set" else f"{kind}({text})")


def _again(cls: type) -> str:
    """Return the text of a container that lies in itself."""
    if cls in (list, deque):
        return "[...]"
    if cls is tuple:
        return "(...)"
    return "{...}" if cls is dict else f"{cls.__name__}(...)" if cls in (set, frozenset) else "..."
