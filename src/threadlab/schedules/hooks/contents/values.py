"""What C code may do with a value without calling code of the program's."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from threadlab.schedules.hooks.core import SCALARS

_PLAIN_CONTAINERS = (list, tuple, dict)
DEEP = 20  # containers inside of each other; one may lie in itself


class SetText:
    """What stands for a set that becomes text."""

    __slots__ = ("_kind", "_parts")

    def __init__(self, kind: str, parts: list[Any]) -> None:
        self._kind = kind
        self._parts = parts

    def __repr__(self) -> str:
        text = ", ".join(map(repr, self._parts))
        return f"{{{text}}}" if self._kind == "set" else f"{self._kind}({{{text}}})"


def is_constant_value(value: Any) -> bool:
    """Whether what C code does with a value calls no code of the program's, and the value cannot change."""
    return type(value) in SCALARS or (type(value) is tuple and all(map(is_constant_value, value)))


def is_looked_up_in_c(value: Any) -> bool:
    """Whether a container finds out if it holds a value without calling code of the program's."""
    cls: Any = type(value)
    return is_constant_value(value) or (cls.__hash__ is object.__hash__ and cls.__eq__ is object.__eq__)


def compares_in_python(value: Any) -> bool:
    """Whether to ask which of two such values is less runs code of the program, in which others may come in."""
    cls = type(value)
    if cls in SCALARS:
        return False
    if cls is tuple or cls is list:
        return any(map(compares_in_python, value))
    return type(getattr(cls, "__lt__", None)) is FunctionType


def equals_in_python(value: Any) -> bool:
    """Whether to ask whether something is equal to such a value runs code of the program."""
    cls = type(value)
    if cls in SCALARS:
        return False
    if cls is tuple:
        return any(map(equals_in_python, value))
    return type(getattr(cls, "__eq__", None)) is FunctionType


def hashes_in_python(value: Any) -> bool:
    """Whether to put such a value into a set, or to make it a key, runs code of the program."""
    cls = type(value)
    if cls in SCALARS:
        return False
    if cls is tuple:
        return any(map(hashes_in_python, value))
    return type(getattr(cls, "__hash__", None)) is FunctionType


def contains(container: Any, index: Any) -> bool:
    """Say whether a key is in a dict or set, without the program's own ``__contains__``."""
    try:
        if issubclass(type(container), dict):
            return dict.__contains__(container, index)
        return set.__contains__(container, index)
    except TypeError:  # it cannot be a key, as whoever uses it will find
        return False


def as_it_is(value: Any) -> Any:
    """Return the real dict, or a real view, of what a program gets for the attributes of an object."""
    real = getattr(type(value), "_tl_as_it_is", None)
    return value if real is None else real(value)


def is_whole(value: Any, depth: int = 0) -> bool:
    """Whether a value is made of nothing but built-in lists, tuples and dicts of what cannot change.

    Such a one has a text, a length, a sum and an order that C code finds out by itself.
    """
    cls = type(value)
    if cls in SCALARS:
        return True
    if depth > DEEP or cls not in _PLAIN_CONTAINERS or (cls is dict and not all(map(is_constant_value, value))):
        return False
    return all(is_whole(each, depth + 1) for each in (value.values() if cls is dict else value))


def shows_in_python(value: Any) -> bool:
    """Whether the text of such a value may be made by code of the program, in which others may come in."""
    cls = type(value)
    own = any(type(getattr(cls, name, None)) is FunctionType for name in ("__str__", "__repr__"))
    return not is_whole(value) and (own or hasattr(cls, "__iter__"))


def is_written_in_c(file: Any) -> bool:
    """Whether C code writes what is printed to a file: its ``write`` is a library class's own."""
    home = next((each for each in type(file).__mro__ if "write" in vars(each)), object)
    return "_tl_in_c" in vars(home)


LASTING: frozenset[type] = frozenset({dict, list, set})
"""What a class that no program has made may hold, and a program could change."""


def a_copy(value: Any) -> Any:
    """Return a copy of a container that outlasts the run, and any other value as it is."""
    return value.copy() if type(value) in LASTING else value
