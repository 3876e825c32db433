"""The text of built-in containers, part by part: others may come in while the text of a part is made."""

from __future__ import annotations

import sys
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from threadlab.schedules.hooks.advancing.again import LookingAgain
from threadlab.schedules.instrumenting.policy import refusal


class ContainerShown:
    """What stands for a container in all that makes text: C code would take one that two threads show for a cycle."""

    __slots__ = ("_again", "_showing", "_value")

    def __init__(self, value: Any, showing: Showing, again: LookingAgain | None = None) -> None:
        self._value = value
        self._showing = showing
        self._again = again

    def __repr__(self) -> str:
        text = self._showing.text
        return text(self._value) if self._again is None else str(self._again.call(text, self._value))

    def __format__(self, specification: str) -> str:
        return format(self._value, specification) if specification else repr(self)


class MappingShown:
    """What stands for a mapping whose values become text, each when its turn comes."""

    __slots__ = ("_as_text", "_values")

    def __init__(self, values: Any, as_text: Callable[[Any], Any]) -> None:
        self._values = values
        self._as_text = as_text

    def __getitem__(self, key: Any) -> Any:
        return self._as_text(self._values[key])


class Showing:
    """Makes the text of containers as CPython does.

    Args:
        in_order: puts the elements of a set in an order that lasts.
        around: the containers of which the thread makes the texts already, one inside of the other.
    """

    def __init__(self, in_order: Callable[[Iterable[Any]], list[Any]], around: list[Any]) -> None:
        self._in_order = in_order
        self._around = around

    def text(self, value: Any) -> str:
        """Return ``repr(value)``."""
        parts = _PARTS.get(type(value).__repr__)
        if parts is None:
            return repr(value)
        make, again = parts
        if make is Showing._default_dict:  # which is shown in itself, too
            return make(self, value)
        if any(each is value for each in self._around):
            return again.format(type(value).__name__)
        self._around.append(value)
        try:
            return make(self, value)
        finally:
            self._around.pop()

    def _joined(self, values: Iterable[Any]) -> str:
        return ", ".join(map(self.text, values))

    def _list(self, value: list[Any]) -> str:
        return f"[{self._joined(list.__iter__(value))}]"

    def _tuple(self, value: tuple[Any, ...]) -> str:
        return f"({self._joined(tuple.__iter__(value))}{',' * (len(value) == 1)})"

    def _set(self, value: set[Any]) -> str:
        name, texts = type(value).__name__, self._joined(self._in_order(value))
        return f"{{{texts}}}" if type(value) is set and value else f"{name}({{{texts}}})" if texts else f"{name}()"

    def _deque(self, value: deque[Any]) -> str:
        most = "" if value.maxlen is None else f", maxlen={value.maxlen}"
        return f"{type(value).__name__}([{self._joined([*value])}]{most})"

    def _dict(self, value: dict[Any, Any]) -> str:
        return f"{{{', '.join(f'{self.text(key)}: {self.text(each)}' for key, each in _entries(value))}}}"

    def _default_dict(self, value: defaultdict[Any, Any]) -> str:
        shown = any(each is value for each in self._around)
        self._around.append(value)
        try:
            entries = "{...}" if shown else self._dict(value)
            return f"{type(value).__name__}({self.text(value.default_factory)}, {entries})"
        finally:
            self._around.pop()

    def _ordered_dict(self, value: OrderedDict[Any, Any]) -> str:
        pairs = [(Shown(self.text(key)), Shown(self.text(each))) for key, each in [*value.items()]]
        return repr(OrderedDict(pairs)).replace("OrderedDict", type(value).__name__, 1)


class Shown:
    """What stands for something whose text is known."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


_PARTS: dict[Any, tuple[Callable[[Showing, Any], str], str]] = {
    list.__repr__: (Showing._list, "[...]"),
    tuple.__repr__: (Showing._tuple, "(...)"),
    set.__repr__: (Showing._set, "{}(...)"),
    frozenset.__repr__: (Showing._set, "{}(...)"),
    deque.__repr__: (Showing._deque, "[...]"),
    dict.__repr__: (Showing._dict, "{{...}}"),
    defaultdict.__repr__: (Showing._default_dict, ""),
    OrderedDict.__repr__: (Showing._ordered_dict, "..."),
}
"""How what has such a text is shown, and what it is in itself."""


def is_shown_by_parts(value: Any) -> bool:
    """Whether the text of a value is that of a built-in container."""
    cls: Any = type(value)
    return cls.__repr__ in _PARTS and cls.__str__ is object.__str__ and cls.__format__ is object.__format__


def _entries(owner: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Go through a dict as C code does: what is put in comes last, and what is dropped leaves a hole.

    Raises:
        Unmodelled: it was changed so that what comes next depends on how it lies in memory.
    """
    known, space, place = list(dict.keys(owner)), sys.getsizeof(owner), 0
    while True:
        now = list(dict.items(owner))
        values = {id(key): value for key, value in now}
        kept = [key for key in known if id(key) in values]
        new = [key for key, _ in now[len(kept) :]]
        grown = len(kept) < len(known) or sys.getsizeof(owner) != space
        if (new and grown) or any(key is not pair[0] for key, pair in zip(kept, now, strict=False)):
            raise refusal("shows a dict that gets other keys meanwhile")
        known += new
        while place < len(known) and id(known[place]) not in values:
            place += 1
        if place == len(known):
            return
        yield known[place], values[id(known[place])]
        place += 1
