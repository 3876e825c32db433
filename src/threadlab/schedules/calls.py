"""Hooks for calls: built-in functions and classes that read or change the containers they are given."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from threadlab.schedules import policy
from threadlab.schedules.core import KINDS, MISSING, READ, SCALARS, SEQUENCE, WRITE
from threadlab.schedules.operation import Operation
from threadlab.schedules.testing import TestHooks

LAZY = (enumerate, zip, map, filter)


class CallHooks(TestHooks):
    """Steps of calling what is built in."""

    hooks = ("callee",)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.classes: dict[type, Callable[..., Any]] = {cls: partial(self._make, cls) for cls in KINDS}
        self.classes |= {cls: partial(self._make, cls) for cls in (tuple, frozenset, bytes)}
        self.classes |= {cls: partial(self._lazy, cls) for cls in LAZY}
        self.classes |= {reversed: self.reversed, str: self.str, bool: self.bool}

    def callee(self, function: Any) -> Any:
        """What to call instead of ``function``."""
        cls = type(function)
        if cls is FunctionType or cls is MethodType:
            return function
        if cls is type:
            return self.classes.get(function, function)
        if cls is BuiltinFunctionType and self.kind(type(function.__self__)):
            return self.wrapped(function)
        return function

    # -- classes -----------------------------------------------------------------------------------------------

    def _make(self, cls: Callable[..., Any], *args: Any, **words: Any) -> Any:
        """A new container from others: one step that reads them."""
        args = tuple(self.materialised(arg) for arg in args)
        found: dict[Any, Any] = {}
        for arg in (*args, *words.values()):
            self.reads(arg, found, deep=False, order=cls not in (set, frozenset))
        if found:
            self.touch("read", tuple(found.items()), self.describe(args[0] if args else None))
        return cls(*args, **words)

    def _lazy(self, cls: Callable[..., Any], *args: Any, **words: Any) -> Any:
        """``zip`` and the like: each element is read when it is asked for."""
        return cls(*(self.iterate(arg) for arg in args), **words)

    def reversed(self, value: Any) -> Any:
        """The built-in ``reversed``."""
        cls = type(value)
        owner = self.views.get(id(value)) if self.views else None
        if owner is None and not self.kind(cls):
            return reversed(value)
        if cls is list:
            return self._backwards(value)
        return self._iterate_stepping(reversed(value), ((self.key(owner[1] if owner else value), READ),), "")

    def _backwards(self, value: list[Any]) -> Iterable[Any]:
        for index in range(len(value) - 1, -1, -1):
            self.touch("read", ((self.key(value), READ),), self.describe(value))
            if index >= len(value):
                return
            yield value[index]

    def str(self, *args: Any, **words: Any) -> Any:
        """The built-in ``str``."""
        return str(*(self.shown(arg) for arg in args), **words)

    def bool(self, *args: Any) -> bool:
        """The built-in ``bool``."""
        return bool(*(self.truth(arg) for arg in args))

    # -- functions ---------------------------------------------------------------------------------------------

    def reading(self, function: Callable[..., Any], *, order: bool = False, deep: bool = False) -> Callable[..., Any]:
        """A function that reads the containers it is given in one step."""

        @functools.wraps(function)
        def read(*args: Any, **words: Any) -> Any:
            found: dict[Any, Any] = {}
            args = tuple(arg if type(arg) in SCALARS else self.materialised(arg) for arg in args)
            for arg in args:
                self.reads(arg, found, deep=deep, order=order or "key" in words)
            if found:
                self.touch("read", tuple(found.items()), self.describe(args[0]))
            return function(*args, **words)

        return read

    def changing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that changes its first argument, a container, in one step, and reads the others."""

        @functools.wraps(function)
        def change(*args: Any, **words: Any) -> Any:
            if args and self.kind(type(args[0])):
                args = (args[0], *(self.materialised(arg) for arg in args[1:]))
                rest = self.arguments(args[1:], args[0])
                self.touch("write", ((self.key(args[0]), WRITE), *rest), self.describe(args[0]))
            return function(*args, **words)

        return change

    def consuming(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that iterates over what it is given, later or with the program's own code in between."""

        @functools.wraps(function)
        def consume(*args: Any, **words: Any) -> Any:
            return function(*(self.iterate(arg) for arg in args), **words)

        return consume

    def length(self, value: Any) -> int:
        """The built-in ``len``."""
        if type(value) not in SCALARS:
            self.truth(value) if self.kind(type(value)) == SEQUENCE else self.read_whole(value)
        return len(value)

    def iter(self, *args: Any) -> Any:
        """The built-in ``iter``."""
        return iter(self.iterate(args[0])) if len(args) == 1 else iter(*args)

    def next(self, iterator: Any, *default: Any) -> Any:
        """The built-in ``next``: advancing an iterator changes it."""
        if hasattr(type(iterator), "__next__") and not hasattr(type(iterator).__next__, "__code__"):
            self.step(Operation("call", ((self.key(iterator), WRITE),), target="next"))
        return next(iterator, *default)

    def getattr(self, owner: Any, name: str, *default: Any) -> Any:
        """The built-in ``getattr``."""
        if not default:
            return self.read_attribute(owner, policy.checked(name), f".{name}")
        try:
            return self.read_attribute(owner, policy.checked(name), f".{name}")
        except AttributeError:
            return default[0]

    def hasattr(self, owner: Any, name: str) -> bool:
        """The built-in ``hasattr``."""
        return self.getattr(owner, name, MISSING) is not MISSING

    def setattr(self, owner: Any, name: str, value: Any) -> None:
        """The built-in ``setattr``."""
        self.write_attribute(value, owner, policy.checked(name), f".{name}")

    def delattr(self, owner: Any, name: str) -> None:
        """The built-in ``delattr``."""
        self.delete_attribute(owner, policy.checked(name), f".{name}")

    def vars(self, *args: Any) -> Any:
        """The built-in ``vars``."""
        if not args:
            self.refuse("uses vars()")
        return self.read_attribute(args[0], "__dict__", "__dict__")

    def print(self, *values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: bool = False) -> None:
        """The built-in ``print``."""
        line = (" " if sep is None else sep).join([value if type(value) is str else self.str(value) for value in values])
        line += "\n" if end is None else end
        if file is not None:
            file.write(line)
        else:
            self.world.output(line)

    def text_method(self, owner: Any, name: str, text: str = "") -> Any:
        """A method of a string: some read the containers they are given."""
        method = getattr(owner, name)
        if name == "join":
            return self.reading(method, order=True)
        if name in ("format", "format_map"):
            policy.check_format(owner)
            return self.reading(method, order=True, deep=True)
        policy.check_foreign(name)
        return method
