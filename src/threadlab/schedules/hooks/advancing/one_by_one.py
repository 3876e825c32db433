"""What a container gets element by element, with code of the program's in between: others see a part of it."""

from __future__ import annotations

from collections import deque
from itertools import accumulate, dropwhile, filterfalse, starmap, takewhile
from types import FunctionType, GeneratorType
from typing import Any

from threadlab.schedules.hooks.advancing.stepping import Lazy, Stepper
from threadlab.schedules.hooks.contents.values import hashes_in_python
from threadlab.schedules.hooks.core import MAPPING, SEQUENCE, SET

ONE_BY_ONE = {
    SEQUENCE: frozenset({"extend", "extendleft", "__iadd__"}),
    MAPPING: frozenset({"update", "__ior__"}),
    SET: frozenset({"update", "difference_update"}),
}
"""Methods that put in, or drop, what they are given as it comes.

What takes everything first (``xs[:] = numbers()``, ``symmetric_difference_update``) is one step after that.
"""
EXTENDING = (list.__iadd__, deque.__iadd__, dict.__ior__)
"""What ``+=`` and ``|=`` call of a container that may be given an iterator."""

_CALLING: tuple[type, ...] = (map, filter, accumulate, dropwhile, filterfalse, starmap, takewhile)
"""Iterators of Python's own that a program gets only if they call its code; the others have classes of ours."""


def comes_one_by_one(kind: int, value: Any) -> bool:
    """Whether code of the program's runs between the elements that a container of some kind gets of a value."""
    cls = type(value)
    if cls is Stepper:
        return not value.pure
    if cls is Lazy:
        return not value.takes_one_step()
    if cls is GeneratorType or cls in _CALLING:
        return True
    if kind != SEQUENCE and cls in (list, tuple):
        return any(map(hashes_in_python, value if kind == SET else (pair[0] for pair in value if _is_pair(pair))))
    if hasattr(cls, "_tl_as_it_is") or (kind == MAPPING and hasattr(cls, "keys")):
        return False
    return type(getattr(cls, "__iter__", None)) is FunctionType


def _is_pair(value: Any) -> bool:
    return type(value) in (list, tuple) and len(value) == 2
