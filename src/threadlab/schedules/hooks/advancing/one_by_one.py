"""What a container gets element by element, with code of the program's in between: others see a part of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from types import FunctionType, GeneratorType
from typing import Any

from threadlab.schedules.hooks.advancing.stepping import CALLING, Lazy, Stepper
from threadlab.schedules.hooks.contents.values import hashes_in_python
from threadlab.schedules.hooks.core import MAPPING, SEQUENCE, SET

ONE_BY_ONE = {
    SEQUENCE: frozenset({"extend", "extendleft", "__iadd__"}),
    MAPPING: frozenset({"update", "__ior__"}),
    SET: frozenset({"update", "difference_update"}),
}
"""Methods that put in, or drop, what they are given as it comes.

What takes everything first (``xs[:] = numbers()``, ``symmetric_difference_update``, a bytearray) is one step then.
"""
LOOKING_UP = frozenset({"intersection", "intersection_update", "isdisjoint", "issuperset"})
"""Methods of a set that look up whatever they are given as it comes."""
BEFORE = {"union": set.update, "difference": set.difference_update}
"""Methods of a set that copy it before they ask for anything, and what they do with the copy."""
EXTENDING = (list.__iadd__, deque.__iadd__, dict.__ior__)
"""What ``+=`` and ``|=`` call of a container that may be given an iterator."""


def comes_one_by_one(kind: int, value: Any) -> bool:
    """Whether code of the program's runs between the elements that a container of some kind gets of a value."""
    cls = type(value)
    if cls is Stepper:
        return not value.pure
    if cls is Lazy:
        return not value.takes_one_step()
    if cls is GeneratorType or cls in CALLING:
        return True
    if kind != SEQUENCE and cls in (list, tuple):
        return any(map(hashes_in_python, value if kind == SET else (pair[0] for pair in value if _is_pair(pair))))
    if hasattr(cls, "_tl_as_it_is"):
        return False
    name = "keys" if kind == MAPPING and not issubclass(cls, dict) and hasattr(cls, "keys") else "__iter__"
    return type(getattr(cls, name, None)) is FunctionType


def puts_in(owner: Any, kind: int, name: str, args: tuple[Any, ...]) -> bool:
    """Whether a method puts what it is given in as it comes, and code of the program's runs in between.

    Args:
        owner: the container.
        kind: of which kind it is.
        name: the method.
        args: what it is given.
    """
    puts = name in ONE_BY_ONE[kind] and type(owner) is not bytearray
    return puts and any(comes_one_by_one(kind, arg) for arg in args)


def looks_up(name: str, args: tuple[Any, ...]) -> bool:
    """Whether a method of a set looks at what it is given as it comes, and code of the program's runs in between."""
    return (name in LOOKING_UP or name in BEFORE) and len(args) == 1 and comes_one_by_one(SET, args[0])


def elements_for(kind: int, value: Any) -> Any:
    """Return what a container goes through when it is given a value: of a mapping that is no dict, its pairs."""
    if kind == MAPPING and hasattr(type(value), "keys"):
        return ((key, value[key]) for key in value.keys())  # noqa: SIM118 - as CPython asks
    return value


def looked_up(owner: set[Any], name: str, values: Iterable[Any], step: Callable[..., Any]) -> Any:
    """Do what a method of a set does with values that come one by one.

    Args:
        owner: the set.
        name: the method, of ``LOOKING_UP`` or ``BEFORE``.
        values: what it is given.
        step: calls a method of the set, given by name, in one step.
    """
    if name in BEFORE:
        copied: set[Any] = step("copy", owner.copy)
        for value in values:
            BEFORE[name](copied, (value,))
        return copied
    found = (value for value in values if step("__contains__", owner.__contains__, value))
    if name == "isdisjoint":
        return next((False for _ in found), True)
    if name == "issuperset":
        return all(step("__contains__", owner.__contains__, value) for value in values)
    kept = set(found)
    if name == "intersection":
        return kept

    def replace() -> None:
        set.clear(owner)
        set.update(owner, kept)

    return step(name, replace)


def _is_pair(value: Any) -> bool:
    return type(value) in (list, tuple) and len(value) == 2
