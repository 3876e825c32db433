"""What stands for a value in a state: the value itself, if nothing can change it, else the name of the object."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from random import Random
from re import Pattern
from types import BuiltinFunctionType, FunctionType, GenericAlias, MethodType, ModuleType, UnionType
from typing import Any, get_args, get_origin

from threadlab.schedules.hooks.core import MISSING
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.library.absent import Absent
from threadlab.schedules.library.imports import Importer
from threadlab.schedules.merging.chains import OpaqueStateError
from threadlab.schedules.merging.registry import Name, Registry, Token
from threadlab.schedules.merging.traits import Traits
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.fiber import Fiber

_SELF: frozenset[type] = frozenset({int, str, type(None)})
_MANY: frozenset[type] = frozenset(
    {str, float, complex, bytes, tuple, frozenset, int}
)  # equal ones may be several objects
_ANNOTATING = frozenset({"typing", "__future__"})
"""The modules whose objects only say something of types."""
_OURS = "threadlab."


class Naming:
    """Names the values of one run.

    Args:
        registry: the names of the run's objects.
        traits: whether the program asks if two values are the same object, so that equal ones are told apart; and what
            nobody reads.
    """

    def __init__(self, registry: Registry, traits: Traits) -> None:
        self.registry = registry
        self.hooks: Hooks
        self.classes: dict[type, None] = {}  # those of the program's own that were met
        self.unread = traits.unread
        self._identity = traits.identity
        # While a state is written down: what is found that no thread has come to yet is named by where it is found.
        self.found: dict[int, tuple[Name, object]] | None = None
        self.place: Name = ()
        self._places: dict[Name, int] = {}
        self._by_itself: set[type] = set()  # classes each of whose objects has a name of its own
        self._open: list[FunctionType] = []  # this package's own functions that are being named

    @property
    def met(self) -> int:
        """How many objects and classes have been met."""
        return len(self.registry.names) + len(self.classes)

    def begin_state(self) -> None:
        """Get ready to write a state down."""
        self.found, self.place, self._places = {}, ("globals",), {}

    def end_state(self) -> None:
        """Hear that a state is written down."""
        self.found = None

    def local(self, value: object) -> Hashable:
        """Return what stands for the value of a variable, which may be unbound."""
        return "unbound" if value is MISSING else self.name(value)

    def object(self, thing: object) -> Name:
        """Return the name of an object."""
        if self.found is None:
            return self.registry.names[self.registry.key(thing)]
        name = self.registry.known(thing)
        if name is not None:
            return name
        known = self.found.get(id(thing))
        if known is None:
            count = self._places[self.place] = self._places.get(self.place, 0) + 1
            known = self.found[id(thing)] = ("found", self.place, count, type(thing).__name__), thing
        return known[0]

    def name(self, value: Any) -> Hashable:
        """Return what stands for a value: equal only for values that no program can tell apart.

        Raises:
            OpaqueStateError: the value's state is not known.
        """
        cls = type(value)
        if self._identity and cls in _MANY and not (cls is int and -5 <= value <= 256):
            return "one of many", self.object(value), self._value(value, cls)
        return self._value(value, cls)

    def _value(self, value: Any, cls: type) -> Hashable:
        if cls in _SELF:
            return value  # type: ignore[no-any-return]
        if cls is bool:
            return "bool", value
        if cls is float or cls is complex:
            return cls.__name__, repr(value)
        if cls is bytes:
            return "bytes", value
        if cls is tuple:
            return ("tuple", *map(self.name, value))
        if cls is frozenset:
            return ("frozenset", *sorted(map(self.name, value), key=repr))
        return self._name_of_object(value, cls)

    def _name_of_object(self, value: Any, cls: type) -> Hashable:
        if cls in self._by_itself:
            return self.object(value)
        if value is self.hooks or cls is Importer:  # of which a world has one
            return cls.__name__
        if issubclass(cls, Absent):  # which nobody may ask anything
            return "not modelled"
        if issubclass(cls, Controlled) or isinstance(value, BaseException) or cls is object:
            self._by_itself.add(cls)
            return self.object(value)
        if cls is FunctionType:
            return self._function(value)
        if cls is MethodType:
            return "method", self.name(value.__self__), self.name(value.__func__)
        if cls is BuiltinFunctionType:
            owner = value.__self__
            return "built-in", value.__qualname__, None if type(owner) in (ModuleType, type(None)) else self.name(owner)
        if issubclass(cls, type):
            if self.hooks.is_students(value):
                self.classes[value] = None
                return "class", value.__qualname__, self.object(value)
            return "class", value.__module__, value.__qualname__
        if cls is ModuleType:
            return "module", value.__name__
        if cls is range or cls is slice:
            return cls.__name__, self.name(value.start), self.name(value.stop), self.name(value.step)
        if value is NotImplemented or value is Ellipsis:
            return "constant", repr(value)
        if isinstance(value, Enum):
            return "enum", cls.__qualname__, value.name
        if cls is Decimal or cls is Fraction:
            return cls.__name__, repr(value)
        if self.hooks.kind(cls) or self.hooks.is_students(cls):
            if issubclass(cls, tuple | int | str | float | bytes):
                return self._built_in_value(value, cls)
            self._by_itself.add(cls)
            return self.object(value)
        if hasattr(cls, "_tl_draw"):  # a generator of random numbers, as programs get them
            return self.object(value)
        if cls is Random:  # what is inside of one that has a seed
            return "sequence", value.getstate()
        if cls is Fiber:
            return "thread", value.lineage
        if cls.__module__ in _ANNOTATING or cls is GenericAlias or cls is UnionType:
            return "type", repr(get_origin(value) or value), *map(self.name, get_args(value))
        if not self._identity:  # otherwise equal ones may be told apart
            if cls is timedelta or cls is date or (cls is datetime and value.tzinfo is None):
                return cls.__name__, repr(value)
            if cls is Pattern:
                return "pattern", self.name(value.pattern), value.flags
            if cls is partial and vars(value).keys() <= {"_tl_of"}:
                return "partial", self.name(value.func), self.name(value.args), self.name(tuple(value.keywords.items()))
        raise OpaqueStateError(cls.__name__)

    def _built_in_value(self, value: Any, cls: type) -> Hashable:
        """Name a value whose class inherits from one of those that nothing can change; it may have attributes."""
        if issubclass(cls, tuple):
            bare: tuple[Hashable, ...] = tuple(map(self.name, tuple.__iter__(value)))
        else:
            base = next(each for each in (int, str, float, bytes) if issubclass(cls, each))
            bare = (base.__repr__(value),)
        own = (self.object(value),) if self._identity or cls.__dictoffset__ else ()
        return (cls.__qualname__, *own, *bare)

    def _function(self, function: FunctionType) -> Hashable:
        changing = function.__closure__ or function.__defaults__ or function.__kwdefaults__ or function.__dict__
        if not changing:
            code = function.__code__
            return "function", code.co_filename, code.co_qualname, code.co_firstlineno
        if _is_of_library(function):
            return "function", function.__module__, function.__qualname__
        if str(function.__module__).startswith(_OURS):
            return self._own_function(function)
        return self.object(function)

    def _own_function(self, function: FunctionType) -> Hashable:
        """Name a function of this package by what it has captured."""
        if function in self._open:  # it has captured itself
            return "this function", self._open.index(function)
        cells = [cell.cell_contents for cell in function.__closure__ or ()]
        self._open.append(function)
        try:
            return "our function", function.__qualname__, *map(self.name, cells)
        finally:
            self._open.pop()

    def key(self, key: Any) -> Hashable:
        """Return what stands for a key of a footprint."""
        if type(key) is int or type(key) is Token:
            return self.registry.names.get(key, key)
        if type(key) is tuple and key:
            return (self.key(key[0]), *key[1:])
        return key  # type: ignore[no-any-return]


def _is_of_library(function: FunctionType) -> bool:
    """Say whether a function is what a module of the library has under its name: the same in all runs."""
    name = str(function.__module__)
    module = None if name.startswith(_OURS) else sys.modules.get(name)
    return module is not None and vars(module).get(function.__name__) is function
