"""A random number that nobody has looked at closely: of a real number only what is asked of it gets decided.

Where the program compares it, it may turn out either way, so both are tried; what it costs to sleep does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NoReturn

from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.running.faults import ALL_DIGITS

Way = Callable[[int], int]


class Unknown:
    """A real number between two bounds, which move closer together as questions about it are answered."""

    __slots__ = ("high", "looked_at", "low", "way")

    def __init__(self, low: float, high: float, way: Way, looked_at: Callable[[], bool]) -> None:
        self.low = low
        self.high = high
        self.way = way  # decides between so many possibilities
        self.looked_at = looked_at  # whether somebody looks at what is printed

    def below(self, bound: float) -> bool:
        """Say whether it is less than ``bound``."""
        if bound <= self.low or bound >= self.high:
            return bound >= self.high
        if self.way(2):
            self.low = bound
            return False
        self.high = bound
        return True

    def likely(self) -> float:
        """Return some number within the bounds."""
        if math.isfinite(self.low) and math.isfinite(self.high):
            return self.low + (self.high - self.low) * 0.618  # not in the middle: a test may well compare with that
        return self.low + 1 if math.isfinite(self.low) else min(self.high - 1, 0.5)


class Drawn:
    """``factor * unknown + offset``."""

    __slots__ = ("_factor", "_offset", "_unknown")
    _tl_visible = _tl_atomic = True

    def __init__(self, unknown: Unknown, factor: float = 1.0, offset: float = 0.0) -> None:
        self._unknown = unknown
        self._factor = factor
        self._offset = offset

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """Pass for a float."""
        return float

    @property
    def _tl_likely(self) -> float:
        return self._factor * self._unknown.likely() + self._offset

    # -- comparing ---------------------------------------------------------------------------------------------

    def _below(self, other: Any) -> Any:
        if type(other) is Drawn and other._unknown is self._unknown:
            factor, offset = self._factor - other._factor, self._offset - other._offset
            return Drawn(self._unknown, factor, offset)._below(0) if factor else offset < 0
        if type(other) is Drawn:
            raise refusal(ALL_DIGITS)
        if not isinstance(other, int | float):
            return NotImplemented
        bound = (other - self._offset) / self._factor
        return self._unknown.below(bound) is (self._factor > 0)

    def __lt__(self, other: Any) -> Any:
        return self._below(other)

    __le__ = __lt__

    def __gt__(self, other: Any) -> Any:
        below = self._below(other)
        return below if below is NotImplemented else not below

    __ge__ = __gt__

    def __eq__(self, other: object) -> bool:
        """Say whether it is the same number: that another one is equal to it never happens."""
        mine = (self._unknown, self._factor, self._offset)
        return type(other) is Drawn and mine == (other._unknown, other._factor, other._offset)

    def __hash__(self) -> NoReturn:
        raise refusal(ALL_DIGITS)

    def __bool__(self) -> bool:
        return True

    # -- calculating -------------------------------------------------------------------------------------------

    def _moved(self, factor: float, offset: float) -> Any:
        return Drawn(self._unknown, self._factor * factor, self._offset * factor + offset) if factor else offset

    def __add__(self, other: Any) -> Any:
        return self._moved(1, other) if is_number(other) else unknown(other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self._moved(1, -other) if is_number(other) else unknown(other)

    def __rsub__(self, other: Any) -> Any:
        return self._moved(-1, other) if is_number(other) else unknown(other)

    def __mul__(self, other: Any) -> Any:
        return self._moved(other, 0.0) if is_number(other) else unknown(other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return self._moved(1 / other, 0.0) if is_number(other) else unknown(other)

    def __neg__(self) -> Any:
        return self._moved(-1, 0.0)

    def __abs__(self) -> Any:
        return -self if self < 0 else self

    def _refuse(self, *_: Any) -> NoReturn:
        raise refusal(ALL_DIGITS)

    __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __divmod__ = __rdivmod__ = _refuse
    __pow__ = __rpow__ = __float__ = __complex__ = is_integer = hex = as_integer_ratio = _refuse

    def __floor__(self) -> int:
        ends = sorted(self._factor * end + self._offset for end in (self._unknown.low, self._unknown.high))
        if not all(map(math.isfinite, ends)):
            raise refusal(ALL_DIGITS)
        first, last = math.floor(ends[0]), math.ceil(ends[1]) - 1
        whole = first + self._unknown.way(last - first + 1)
        sides = sorted((end - self._offset) / self._factor for end in (whole, whole + 1))
        self._unknown.low = max(self._unknown.low, sides[0])
        self._unknown.high = min(self._unknown.high, sides[1])
        return whole

    def __ceil__(self) -> int:
        return math.floor(self) + 1

    def __trunc__(self) -> int:
        return math.ceil(self) if self < 0 else math.floor(self)

    __int__ = __trunc__

    def __round__(self, digits: int | None = None) -> Any:
        """Return the nearest whole number; to some digits it is hardly another number."""
        return math.floor(self + 0.5) if digits is None else self

    # -- showing -----------------------------------------------------------------------------------------------

    def __format__(self, specification: str) -> str:
        if self._unknown.looked_at():
            raise refusal(ALL_DIGITS)
        return format(self._tl_likely, specification)

    def __repr__(self) -> str:
        return format(self, "")


def is_number(value: Any) -> bool:
    """Say whether a value is a number that is known."""
    return type(value) is int or type(value) is float


def unknown(other: Any) -> Any:
    """Return what a calculation with ``other`` gives: another random number cannot be taken into account.

    Raises:
        Unmodelled: ``other`` is a random number too.
    """
    if type(other) is Drawn:
        raise refusal(ALL_DIGITS)
    return NotImplemented
