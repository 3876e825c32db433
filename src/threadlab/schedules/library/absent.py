"""What a program gets for what is not modelled: to import it costs nothing, to use it in any way is refused."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Container
from functools import cache
from typing import Any, NoReturn

from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.running.faults import ABSENT

_OPERATORS = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor"),
    "divmod",
)
USES = (
    *("__setattr__", "__delattr__", "__call__", "__repr__", "__str__", "__format__", "__bool__", "__len__", "__iter__"),
    *("__next__", "__contains__", "__getitem__", "__setitem__", "__delitem__", "__eq__", "__ne__", "__lt__", "__le__"),
    *("__gt__", "__ge__", "__hash__", "__enter__", "__exit__", "__mro_entries__", "__instancecheck__"),
    *("__subclasscheck__", "__int__", "__index__", "__float__", "__complex__", "__bytes__", "__fspath__"),
    *("__reversed__", "__length_hint__", "__reduce_ex__", "__neg__", "__pos__", "__abs__", "__invert__", "__round__"),
    *("__trunc__", "__floor__", "__ceil__", "__await__", "__aiter__", "__anext__", "__aenter__", "__aexit__"),
    *(f"__{side}{name}__" for side in ("", "r", "i") for name in _OPERATORS),
)


class Absent:
    """A module, or something of one, that is not modelled.

    Args:
        reason: what to say when it is used.
        names: the attributes that an import statement is about to take, which is no use yet.
    """

    _tl_visible = True
    __slots__ = ("_names", "_reason")
    _names: Container[str]
    _reason: str

    def __init__(self, reason: str, names: Container[str] = ()) -> None:
        object.__setattr__(self, "_reason", reason)
        object.__setattr__(self, "_names", names)

    def __getattribute__(self, name: str) -> Any:
        names: Container[str] = object.__getattribute__(self, "_names")
        reason: str = object.__getattribute__(self, "_reason")
        if name in names:
            return Absent(reason, names)  # "import a.b.c as d" goes on from here
        raise refusal(reason)

    def _tl_absent(self) -> Absent:
        """Return what is refused for the same reason, and is not the same thing: a class derived from it, say."""
        return Absent(object.__getattribute__(self, "_reason"))


@cache
def inner_modules(package: str) -> frozenset[str]:
    """Return the names of the modules inside of a package; a program that imports one gets what is ``Absent``.

    Else an import statement would take it from ``sys.modules``, where the real one is (``IMPORT_FROM`` in CPython).

    Args:
        package: the name of a module; one that is no package has no parts.
    """
    path = getattr(importlib.import_module(package), "__path__", ())
    return frozenset(each.name for each in pkgutil.iter_modules(path))


class NotKnown(Absent):
    """What a name stands for whose value is not known: it may be None, or of any class."""

    _tl_unknown = True
    __slots__ = ()


Absent.__name__ = NotKnown.__name__ = ABSENT


def _use(self: Absent, *_args: object, **_words: object) -> NoReturn:
    raise refusal(object.__getattribute__(self, "_reason"))


for _name in USES:
    setattr(Absent, _name, _use)
