"""Comparing containers where to compare what is in them runs code of the program's: others may come in."""

from __future__ import annotations

import operator
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from threadlab.schedules.hooks.advancing.parts import COMPARED_BY_PARTS, COMPARISONS, calls_for_parts, entries, has_own

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    name.strip("_"): getattr(operator, name.strip("_")) for name in COMPARISONS
}


def is_compared_by_parts(one: Any, other: Any) -> bool:
    """Whether two values are containers that CPython compares by comparing what is in them with the program's code."""
    cls, like = type(one), type(other)
    if cls not in COMPARED_BY_PARTS or not (cls is like or (issubclass(cls, dict) and issubclass(like, dict))):
        return False
    return any(calls_for_parts(each, COMPARED_BY_PARTS, COMPARISONS) for each in (one, other))


class Comparing:
    """Compares as CPython does, which looks again after each call of the program's code; ``look`` takes that step."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look

    def compared(self, name: str, one: Any, other: Any) -> Any:
        """Return what an operator gives, which is named as in ``operator``."""
        cls, like = type(one), type(other)
        if cls is like and (cls is list or cls is tuple):
            return self._sequences(name, one, other)
        if cls is like is deque:
            return self._deques(name, one, other)
        if {cls, like} <= {dict, defaultdict} and name in ("eq", "ne"):
            return self._dicts(one, other) == (name == "eq")
        result = OPERATORS[name](one, other)
        if has_own(cls, COMPARISONS) or has_own(like, COMPARISONS):
            self._look()
        return result

    def _are(self, name: str, one: Any, other: Any) -> bool:
        if one is other and name in ("eq", "ne"):
            return name == "eq"
        result = self.compared(name, one, other)
        if type(result) is bool:
            return result
        true = bool(result)
        self._look()
        return true

    def _sequences(self, name: str, one: Any, other: Any) -> Any:
        if type(one) is list and name in ("eq", "ne") and len(one) != len(other):
            return name == "ne"
        index = 0
        while index < len(one) and index < len(other) and self._are("eq", one[index], other[index]):
            index += 1
        if index >= len(one) or index >= len(other):
            return OPERATORS[name](len(one), len(other))
        if name in ("eq", "ne"):
            return name == "ne"
        return self.compared(name, one[index], other[index])

    def _deques(self, name: str, one: deque[Any], other: deque[Any]) -> bool:
        if name in ("eq", "ne") and (one is other or len(one) != len(other)):
            return (one is other) == (name == "eq")
        left, right = iter(one), iter(other)
        while True:
            first = next(left, self)
            second = next(right, self)
            if first is self or second is self:
                return bool(OPERATORS[name](first is not self, second is not self))
            if not self._are("eq", first, second):
                return self._are(name, first, second)

    def _dicts(self, one: dict[Any, Any], other: dict[Any, Any]) -> bool:
        if len(one) != len(other):
            return False
        for key, value in entries(one):
            found = dict.get(other, key, self)
            if has_own(type(key), ("__eq__",)):
                self._look()
            if found is self or not self._are("eq", value, found):
                return False
        return True
