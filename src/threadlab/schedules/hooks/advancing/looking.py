"""What C code looks into as it comes by it: what an iterator gives, or what the program's own function returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.advancing.stepping import IteratorPart
from threadlab.schedules.hooks.contents.values import is_constant_value, is_whole
from threadlab.schedules.hooks.core import SCALARS
from threadlab.schedules.running.operation import Footprint, Found, Key, Mode

LATE: tuple[type, ...] = (list, tuple, str, bytes, range)
"""What can be gone through from a moment that is later than when the iterator was made."""


def holds_plain(source: Any, is_plain: Callable[[Any], bool] = is_constant_value) -> bool:
    """Whether what C code does with the elements of a source cannot call any code of the program's."""
    if type(source) is IteratorPart:
        return source.elements is not None and all(map(is_plain, source.elements))
    return type(source) in LATE and (type(source) in SCALARS or all(map(is_plain, source)))


def holds_whole(source: Any) -> bool:
    """Whether that is so, too, if it looks into the elements, which are built-in containers."""
    return holds_plain(source, is_whole)


def touches_of(parts: Iterable[IteratorPart], others: Footprint = ()) -> Callable[..., Footprint]:
    """Return what says what it touches to advance all of these at once, and what is touched besides."""

    def touches(*, whole: bool = False) -> Footprint:
        found: dict[Key, Mode] = {}
        for touched in (*(part.touches(whole=whole) for part in parts), others):
            for key, mode in touched:
                found[key] = max(mode, found.get(key, mode))
        return tuple(found.items())

    return touches


class LookingHooks(Protocol):
    """What it takes to look into values."""

    def inside(self, values: Iterable[Any], *place: tuple[Key, Mode]) -> Found: ...  # noqa: D102 - as the hooks say
    def touch_found(self, action: Action, found: Found, text: str) -> None: ...  # noqa: D102
    def describe(self, value: object) -> str: ...  # noqa: D102


class Met:
    """The values that C code has come by, which it compares or adds up: it looks into all of them at each."""

    __slots__ = ("_hooks", "_values")

    def __init__(self, hooks: LookingHooks) -> None:
        self._hooks = hooks
        self._values: list[Any] = []  # those in which there is something that can change

    def look_into(self, value: Any) -> Any:
        """Take the step of looking into one more value, and return it."""
        known = type(value) in SCALARS or any(each is value for each in self._values)
        if not known and self._hooks.inside([value]).anew():
            self._values.append(value)
        if self._values:
            self._hooks.touch_found("read", self._hooks.inside(self._values), self._hooks.describe(value))
        return value

    def each_of(self, source: Iterator[Any]) -> Iterator[Any]:
        """Return what goes through a source, and looks into whatever it gives."""
        return LookingSource(source, self)

    def returned_by(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose results are looked into."""
        return lambda *args: self.look_into(function(*args))


class LookingSource:
    """A source that is looked into."""

    __slots__ = ("_met", "_source")

    def __init__(self, source: Iterator[Any], met: Met) -> None:
        self._source = source
        self._met = met

    def __iter__(self) -> LookingSource:
        return self

    def __next__(self) -> Any:
        return self._met.look_into(next(self._source))
