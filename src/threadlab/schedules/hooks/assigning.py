"""Hooks for binding attributes: the step comes before the change, and what is not the program's stays as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import FunctionType, MappingProxyType, MemberDescriptorType, ModuleType
from typing import Any

from threadlab.schedules.hooks.attributes import (
    METHODS,
    RAW_ACCESS,
    TEXT_METHODS,
    AttributeReading,
    check_outside,
    checked,
    is_data,
    lookup,
)
from threadlab.schedules.hooks.containers import Access
from threadlab.schedules.hooks.core import (
    ELEMENT_WRITE,
    MEMBERS,
    MISSING,
    READ,
    WRITE,
    HookedWorld,
    attributes_of,
    hook,
    like_built_in,
)
from threadlab.schedules.hooks.elements import SIMPLE_KEYS
from threadlab.schedules.hooks.proxies import AttributeDict, ClassDict, GlobalVariables
from threadlab.schedules.hooks.variables import DEFINITIONS
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.instrumenting.rewriting import PREFIX
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.module_variables import SETTABLE, set_variable
from threadlab.schedules.running.operation import Footprint, Key

IMMUTABLE_TYPE = 1 << 8
"""The flag of classes that are written in C, on every Python, be they static or, as ever more of them, heap types."""

UNSETTABLE = frozenset({"__class__", "__dict__", "__traceback__"})
OF_CLASSES = frozenset({"__getattr__", "__getattribute__", "__hash__"})
"""What no metaclass of a program may define: by these the engine would ask the program which class it has before it.
With a hash like its own, a class is never asked whether it equals another."""


class AttributeHooks(AttributeReading):
    """Steps of setting and deleting attributes."""

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run."""
        super().begin(world, namespace)
        self._writers: dict[type, dict[str, Access]] = {}

    @hook
    def write_attribute(self, value: Any, owner: Any, name: str, text: str = "") -> None:
        """Do ``owner.name = value``.

        Args:
            value: what is to be bound.
            owner: the object.
            name: the attribute.
            text: what the program writes there, for the story.
        """
        cls = type(owner)
        if cls is ModuleType:
            self._set_in_module(value, owner, name)
            return
        writers = self._writers.get(cls)
        if writers is None:
            writers = self._writers[cls] = {}
        writer = writers.get(name)
        if writer is None:
            writer = writers[name] = self._writer(cls, name)
        writer(owner, name, text)
        if self.world.recording and writer is not write_by_own_code:
            self.record(value, text)
        setattr(owner, name, value)
        self.named(value, text)

    @hook
    def own(self, owner: Any, name: str) -> Any:
        """Return an object of which an attribute is about to be set that nobody reads.

        Raises:
            TypeError, Unmodelled: the object is not the program's own, and may not be changed.
        """
        cls = type(owner)
        if not self.is_students(cls) or issubclass(cls, type | Controlled):
            if cls is ModuleType:
                raise TypeError(f"cannot set {name!r} attribute of module {owner.__name__!r}")
            self._writer(cls, name)(owner, name, f".{name}")
        return owner

    @hook
    def delete_attribute(self, owner: Any, name: str, text: str = "") -> None:
        """Do ``del owner.name``.

        Raises:
            TypeError: the attribute is one that cannot be deleted, as in Python.
        """
        if type(owner) is ModuleType:
            raise TypeError(f"cannot delete {name!r} attribute of module {owner.__name__!r}")
        self._writer(type(owner), name)(owner, name, text)
        delattr(owner, name)

    def _writer(self, cls: type, name: str) -> Access:
        """Decide what happens before ``name`` of an instance of ``cls`` is bound."""
        if name in UNSETTABLE:
            raise policy.refusal(f"sets {name}")
        if issubclass(cls, type):
            return self._write_of_class
        if not self.is_students(cls):
            return self._writer_elsewhere(cls, name)
        found, where = lookup(cls, name)
        if type(lookup(cls, "__setattr__")[0]) is FunctionType:
            return write_by_own_code
        if found is MISSING:
            return self._write_own if issubclass(cls, Controlled) else self.write_field
        if isinstance(found, MemberDescriptorType) and self.made_by_program(where):
            return self.write_field
        if issubclass(where, Controlled) and not self.is_students(where):
            policy.check_primitive(where, name)
        if is_data(found):
            return write_by_own_code if self.made_by_program(where) else self._write_override
        return self._write_override if isinstance(found, METHODS) else self.write_field

    def _writer_elsewhere(self, cls: type, name: str) -> Access:
        check_outside(cls, name)
        if issubclass(cls, ModuleType):
            return self._write_of_module
        if self.has_fields(cls):
            return self.write_field if lookup(cls, name)[0] is MISSING else self._write_override
        if cls is FunctionType:
            return self._write_of_function
        if self.kind(cls) and isinstance(lookup(cls, name)[0], MemberDescriptorType):  # default_factory
            return self._write_override
        if issubclass(cls, Controlled):
            if lookup(cls, name)[0] is not MISSING:
                policy.check_primitive(cls, name)
            elif cls.__setattr__ is object.__setattr__ and cls.__dictoffset__:
                return self._write_own
        elif _takes_attributes(cls) and not hasattr(cls, "_tl_absent"):
            raise policy.refusal(f"sets {name} of a {cls.__name__}")
        return write_by_own_code

    def write_field(self, owner: Any, name: str, text: str) -> None:
        """Take the step that writes an attribute of an instance."""
        key = self.key(owner)
        footprint: Footprint = (((key, name), WRITE),)
        if self.looked_at and type(owner).__name__ in self.looked_at:
            footprint = (*footprint, ((key, "__dict__"), ELEMENT_WRITE))
        self.touch("write", footprint, text)

    def _write_of_module(self, owner: Any, name: str, text: str) -> None:
        """Write a variable of one of the program's modules, from outside of it."""
        if type(vars(owner).get(name)) in DEFINITIONS and not self.world.solo:
            # Inside of its module a definition is read without a step, for nobody there binds it anew.
            raise policy.refusal(f"binds {owner.__name__}.{name} anew while threads run")
        self.write_field(owner, name, text)

    def _write_own(self, owner: Any, name: str, text: str) -> None:
        """Write an attribute of a primitive: the program has its own, and some of those that the real class has."""
        if (self.key(owner), name) not in self._own and name in attributes_of(owner):
            if name not in policy.PRIMITIVE_FIELDS:
                raise policy.refusal(f"sets {name} of a {type(owner).__name__}")
            return
        self._own.add((self.key(owner), name))
        self.write_field(owner, name, text)

    def _write_override(self, owner: Any, name: str, text: str) -> None:
        """Replace a method on one instance: reading it is a step from now on."""
        self._learn_assigned(name)
        self.write_field(owner, name, text)

    def _learn_assigned(self, name: str) -> None:
        if f"assigned {name}" not in self.world.learned:
            self.world.learn(f"assigned {name}")

    def _write_of_class(self, owner: type, name: str, text: str) -> None:
        if not self.may_change(owner):
            raise TypeError(f"cannot set {name!r} attribute of immutable type {owner.__name__!r}")
        if name == "__match_args__" or (name in OF_CLASSES and self._serves_a_metaclass(owner)):
            raise policy.refusal(f"sets {name}")
        meta = type(owner)
        if self.is_students(meta) and (
            is_data(lookup(meta, name)[0]) or type(lookup(meta, "__setattr__")[0]) is FunctionType
        ):
            return
        found = lookup(owner, name)[0]
        if isinstance(found, METHODS) or hasattr(type(found), "__set__"):
            self._learn_assigned(name)
        self.write_field(owner, name, text)
        for each in (owner, *self._made):
            if issubclass(each, owner):
                self.check_made(each, (name,))
        self._readers = self._lasting.copy()
        self._writers.clear()

    def check_made(self, cls: type, names: Iterable[str] = ()) -> None:
        """Check that what a class of the program's holds, or inherits, replaces nothing of the engine's.

        Args:
            cls: the class.
            names: what it is about to hold; nothing for what it and its bases do hold.

        Raises:
            Unmodelled: it does.
        """
        names = names or {name for base in cls.__mro__ if self.made_by_program(base) for name in vars(base)}
        for base in cls.__mro__:
            if policy.is_stand_in(base) and not issubclass(cls, Controlled | BaseException | ModuleType):
                raise policy.refusal("reaches into the engine")
        if issubclass(cls, BaseException):
            for name in sorted(policy.OF_EXCEPTIONS.intersection(names)):
                raise policy.refusal(f"defines {name} for an exception")
        if issubclass(cls, Controlled):
            primitive = next(
                base for base in cls.__mro__ if issubclass(base, Controlled) and not self.made_by_program(base)
            )
            policy.check_overrides(primitive, names)

    def _write_of_function(self, owner: FunctionType, name: str, text: str) -> None:
        if not self.is_programs(owner.__globals__) and owner.__globals__ is not self.home():
            raise TypeError(f"cannot set {name!r} attribute of built-in function {owner.__name__!r}")
        self.write_field(owner, name, text)

    def _attribute_dict(self, owner: Any) -> Any:
        return MappingProxyType(ClassDict(self, owner)) if isinstance(owner, type) else AttributeDict(self, owner)

    def _set_in_module(self, value: Any, owner: ModuleType, name: str) -> None:
        """Set one of the few variables of modules that a program may set."""
        if (owner.__name__, name) not in SETTABLE:
            raise TypeError(f"cannot set {name!r} attribute of module {owner.__name__!r}")
        set_variable(self.world, owner.__name__, name, value)

    def check_metaclass(self, meta: Any) -> None:
        """Check a metaclass that the program has just made, with the classes of the program that it inherits from.

        Raises:
            Unmodelled: its classes could pass for others.
        """
        for each in meta.__mro__:
            if each is meta or self.is_students(each):
                for name in sorted(OF_CLASSES & vars(each).keys()):
                    if vars(each)[name] is not object.__hash__:
                        raise policy.refusal(f"defines {name} for a metaclass")

    def _serves_a_metaclass(self, cls: Any) -> bool:
        """Say whether a metaclass of the program's is the class, or inherits from it."""
        metaclasses: list[Any] = [each for each in self._made if issubclass(each, type)]
        return any(base is cls for each in metaclasses for base in each.__mro__)

    def global_variables(self) -> GlobalVariables:
        """Do as the built-in ``globals``, for the program's cells.

        Raises:
            Unmodelled: a test, or a module of the program's, asks for its own.
        """
        if self.home() is not self.namespace:
            raise policy.refusal("uses globals() outside of the program's cells")
        return GlobalVariables(self)

    def _read_kept(self, owner: Any, name: str, _text: str) -> Any:
        """Read what a text of the library keeps in its objects, or a method that only the text calls.

        Raises:
            AttributeError: a program's subclass never called ``__init__``; what the engine calls it nobody has to know.
        """
        self.read_field(owner, name, "")
        value = getattr(owner, name, MISSING)
        if value is MISSING:
            own = name.removeprefix(PREFIX)
            raise AttributeError(
                f"{type(owner).__name__!r} object has no attribute '_{own}'", name=f"_{own}", obj=owner
            )
        return self.noted(value)

    def _read_of_view(self, owner: Any, name: str, text: str) -> Any:
        """Read a method of a view: calling it reads the dict."""
        method = getattr(owner, name)

        def call(*args: Any) -> Any:
            self.read_whole(owner, text)
            return method(*args)

        return like_built_in(call) if callable(method) else method

    # -- sums --------------------------------------------------------------------------------------------------

    @hook
    def summand(self, place: Key, value: Any) -> Any:
        """Return what was just read of a place, and is only added to."""
        self.world.summand(place if _is_exact(value) else None)
        return value

    @hook
    def added(self, place: Key, operand: Any) -> Any:
        """Return what is about to be added to what was read of a place, or taken from it, to be written there."""
        if place is not None and _is_exact(operand):
            self.world.added(place)
        return operand

    @hook
    def place_of(self, owner: Any, name: str) -> Key:
        """Return what an attribute is called by; None if to read it, or to write it, may run code of the program's."""
        cls = type(owner)
        plain = self._reader(cls, name) is None and self._writer(cls, name) == self.write_field
        return (self.key(owner), name) if plain and type(lookup(cls, "__getattr__")[0]) is not FunctionType else None

    @hook
    def place_in(self, owner: Any, index: Any) -> Key:
        """Return what an element is called by; None if it may be called otherwise, too, or if it is not a plain one."""
        plain = type(owner) is dict or (type(owner) is list and type(index) is int and index >= 0)
        return (self.key(owner), index) if plain and type(index) in SIMPLE_KEYS else None

    # -- object.__setattr__ and its kin ------------------------------------------------------------------------

    def _bound_access(self, instance: Any, name: str) -> Any:
        """Return ``super().__setattr__`` or the like: the plain access, as a step."""
        if name == "__getattribute__":
            return lambda attribute: self._raw_read(instance, checked(attribute))
        if not self.is_students(type(instance)):
            if name == "__delattr__":
                return lambda attribute: self.delete_attribute(instance, checked(attribute), f".{attribute}")
            return lambda attribute, value: self.write_attribute(value, instance, checked(attribute), f".{attribute}")
        if name == "__delattr__":
            return lambda attribute: self._raw(instance, attribute, object.__delattr__)
        return lambda attribute, value: self._raw(instance, attribute, object.__setattr__, value)

    def _unbound_access(self, cls: type, name: str) -> Any:
        """Return ``object.__setattr__`` or the like."""
        method = getattr(cls, name)
        if type(method) is FunctionType:
            return method
        return lambda instance, *rest: self._bound_access(instance, name)(*rest)

    def _raw_read(self, instance: Any, name: str) -> Any:
        """Read an attribute past the program's own ``__getattribute__``."""
        cls = type(instance)
        if type(lookup(cls, "__getattribute__")[0]) is not FunctionType:
            return self.read_attribute(instance, name)
        found, where = lookup(cls, name)
        if name == "__dict__":
            return self._read_dict(instance, name, "")
        if not self.made_by_program(where):
            if (where, name) in MEMBERS:
                return self._member(where, name, instance)
            if name in RAW_ACCESS:
                return self._bound_access(instance, name)
            if issubclass(cls, str) and name in TEXT_METHODS:
                return self._read_of_text(instance, name, "")
            if self.kind(cls) and isinstance(found, METHODS) and not isinstance(found, classmethod):
                return self.wrapped(object.__getattribute__(instance, name), instance, name)
        if not isinstance(found, METHODS) and not hasattr(type(found), "__set__"):
            self.touch("read", (((self.key(instance), name), READ),), f".{name}")
        return self.noted(object.__getattribute__(instance, name))

    def _raw(self, instance: Any, name: str, access: Callable[..., None], *value: Any) -> None:
        if name in UNSETTABLE:
            raise policy.refusal(f"sets {name}")
        writer = self._write_own if issubclass(type(instance), Controlled) else self.write_field
        writer(instance, checked(name), f".{name}")
        access(instance, name, *value)


def check_contents(contents: Any) -> None:
    """Check what is to be in a class that is made by a call.

    Raises:
        TypeError: it has names that are no texts.
        Unmodelled: it is what no class statement may bind.
    """
    for key in dict.keys(contents) if isinstance(contents, dict) else contents:
        if checked(key) in ("__class__", "__del__", "__match_args__", "metaclass"):
            raise policy.refusal(f"uses {key}")


def _is_exact(value: object) -> bool:
    """Say whether a sum of such numbers is the same in whatever order they are added."""
    cls = type(value)
    return cls is int or (cls.__name__ == "Fraction" and cls is vars(sys.modules.get("fractions", sys)).get("Fraction"))


def _takes_attributes(cls: type) -> bool:
    """Whether a program could give an instance an attribute: those of a class in C have what C gave them."""
    return not cls.__flags__ & IMMUTABLE_TYPE or cls.__dictoffset__ != 0


def write_by_own_code(owner: Any, name: str, text: str) -> None:
    """Write a property or the like: its own code makes the steps."""
