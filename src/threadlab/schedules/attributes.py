"""Hooks for attributes: an instance's attribute is one shared location, methods and properties just run."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, GetSetDescriptorType, MemberDescriptorType, MethodType, ModuleType
from typing import Any

from threadlab.schedules import policy
from threadlab.schedules.containers import ContainerHooks
from threadlab.schedules.core import MISSING, READ, WRITE
from threadlab.schedules.operation import Operation
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.proxies import AttributeDict

Reader = Callable[[Any, str, str], Any]
METHODS = (FunctionType, classmethod, staticmethod, type(list.append), type(object.__str__), type(dict.fromkeys))


class AttributeHooks(ContainerHooks):
    """Steps on attributes. How each (class, name) is read or written is decided once and kept."""

    hooks = ("read_attribute", "method", "write_attribute", "delete_attribute")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._readers: dict[type, dict[str, Reader | None]] = {}
        self._writers: dict[type, dict[str, Reader]] = {}

    # -- reading -----------------------------------------------------------------------------------------------

    def read_attribute(self, owner: Any, name: str, text: str = "") -> Any:
        cls = type(owner)
        readers = self._readers.get(cls)
        if readers is None:
            readers = self._readers[cls] = {}
        reader = readers.get(name, MISSING)
        if reader is MISSING:
            reader = readers[name] = self._reader(cls, name)
        if reader is not None:
            return reader(owner, name, text)
        self.step(Operation("read", (((self.key(owner), name), READ),), target=text))
        value = getattr(owner, name)
        if self.world.recording:
            self.world.note(value)
        return value

    def method(self, owner: Any, name: str, text: str = "") -> Any:
        """The attribute, about to be called."""
        value = self.read_attribute(owner, name, text)
        return value if type(value) is MethodType else self.callee(value)

    def callee(self, function: Any) -> Any:
        raise NotImplementedError

    def _reader(self, cls: type, name: str) -> Reader | None:
        """How to read ``name`` of an instance of ``cls``; None for a plain field."""
        if name == "__dict__":
            return self._read_dict
        if issubclass(cls, type):
            return self._read_of_class
        if cls is super:
            return self._read_super
        if not any(self.is_students(base) for base in cls.__mro__):
            return self._reader_elsewhere(cls, name)
        found, where = lookup(cls, name)
        if isinstance(found, MemberDescriptorType) and self.is_students(where):
            return None
        if found is MISSING:
            return None
        if isinstance(found, METHODS):
            if self.kind(cls) and not isinstance(found, FunctionType):
                return self.bound_method
            return self._read_overridable if f"assigned {name}" in self.world.learned else plain
        if hasattr(type(found), "__set__") or hasattr(type(found), "__delete__"):
            return plain
        if hasattr(type(found), "__get__"):
            return self._read_overridable
        return self._read_overridable

    def _reader_elsewhere(self, cls: type, name: str) -> Reader | None:
        if self.kind(cls):
            return self.bound_method
        if cls is str:
            return self.text_method
        if cls is FunctionType and not name.startswith("__"):
            return None
        if issubclass(cls, Controlled) and lookup(cls, name)[0] is MISSING and not hasattr(cls, "__getattr__"):
            policy.check_foreign(name)
            return None
        return plain_foreign

    def _read_dict(self, owner: Any, name: str, text: str) -> Any:
        if isinstance(owner, type):
            return owner.__dict__
        if not any(self.is_students(base) for base in type(owner).__mro__):
            self.refuse(f"uses __dict__ of a {type(owner).__name__}")
        return AttributeDict(self, owner)

    def _read_of_class(self, owner: type, name: str, text: str) -> Any:
        """An attribute of a class: data found on the program's own classes is shared."""
        if name in ("__setattr__", "__getattribute__", "__delattr__"):
            return self.unbound_access(owner, name)
        found, where = lookup(owner, name)
        if found is MISSING or not self.is_students(where) or type(owner) is not type:
            if not any(self.is_students(base) for base in owner.__mro__):
                policy.check_foreign(name)
                value = getattr(owner, name)
                return self.unbound_method(owner, value) if owner in self.kinds and self.kinds[owner] else value
            if found is not MISSING or type(owner) is not type:
                return getattr(owner, name)
        elif isinstance(found, METHODS) and f"assigned {name}" not in self.world.learned:
            return getattr(owner, name)
        elif name.startswith("__") and name.endswith("__"):
            return getattr(owner, name)
        self.step(Operation("read", self._class_places(owner, name), target=text or f"{owner.__name__}.{name}"))
        return self.note(getattr(owner, name))

    def _class_places(self, cls: type, name: str) -> tuple[Any, ...]:
        """The locations that finding ``name`` on a class reads."""
        places = []
        for base in cls.__mro__:
            if self.is_students(base):
                places.append(((self.key(base), name), READ))
            if name in base.__dict__:
                break
        return tuple(places)

    def _read_overridable(self, owner: Any, name: str, text: str) -> Any:
        """An attribute found on the class, which the instance may have too."""
        places = (((self.key(owner), name), READ), *self._class_places(type(owner), name))
        self.step(Operation("read", places, target=text))
        return self.note(getattr(owner, name))

    def _read_super(self, owner: Any, name: str, text: str) -> Any:
        value = getattr(owner, name)
        instance = owner.__self__
        if name in ("__setattr__", "__getattribute__", "__delattr__") and type(value) is METHOD_WRAPPER:
            return self.bound_access(instance, name)
        if self.kind(type(instance)) and not isinstance(value, MethodType):
            return self.wrapped(value)
        return value

    # -- writing -----------------------------------------------------------------------------------------------

    def write_attribute(self, value: Any, owner: Any, name: str, text: str = "") -> None:
        cls = type(owner)
        writers = self._writers.get(cls)
        if writers is None:
            writers = self._writers[cls] = {}
        writer = writers.get(name)
        if writer is None:
            writer = writers[name] = self._writer(cls, name)
        writer(owner, name, text)
        if self.world.recording and writer is not nothing:
            self.world.note(value)
        setattr(owner, name, value)
        if isinstance(value, Controlled):
            self.world.name(value, text)

    def delete_attribute(self, owner: Any, name: str, text: str = "") -> None:
        self._writer(type(owner), name)(owner, name, text)
        delattr(owner, name)

    def _writer(self, cls: type, name: str) -> Reader:
        """What happens before ``name`` of an instance of ``cls`` is bound."""
        if issubclass(cls, type):
            return self._write_of_class
        if issubclass(cls, ModuleType):
            return cannot_set
        if any(self.is_students(base) for base in cls.__mro__):
            found, where = lookup(cls, name)
            custom, _ = lookup(cls, "__setattr__")
            if custom is not object.__setattr__ and isinstance(custom, FunctionType):
                return nothing
            if isinstance(found, MemberDescriptorType) and self.is_students(where):
                return self._write_field
            if found is MISSING:
                return self._write_field
            if hasattr(type(found), "__set__") or hasattr(type(found), "__delete__"):
                return nothing
            return self._write_override if isinstance(found, METHODS) else self._write_field
        policy.check_foreign(name)
        if cls is FunctionType:
            return self._write_field
        if issubclass(cls, Controlled) and lookup(cls, name)[0] is MISSING and cls.__setattr__ is object.__setattr__:
            return self._write_field
        return nothing

    def _write_field(self, owner: Any, name: str, text: str) -> None:
        self.step(Operation("write", (((self.key(owner), name), WRITE),), target=text))

    def _write_override(self, owner: Any, name: str, text: str) -> None:
        """A method is replaced on one instance: reading it is a step from now on."""
        if f"assigned {name}" not in self.world.learned:
            self.world.learn(f"assigned {name}")
        self._write_field(owner, name, text)

    def _write_of_class(self, owner: type, name: str, text: str) -> None:
        if not self.is_students(owner):
            raise TypeError(f"cannot set {name!r} attribute of immutable type {owner.__name__!r}")
        if isinstance(lookup(owner, name)[0], METHODS) and f"assigned {name}" not in self.world.learned:
            self.world.learn(f"assigned {name}")
        self._write_field(owner, name, text)
        self._readers.clear()
        self._writers.clear()

    # -- object.__setattr__ and its kin ------------------------------------------------------------------------

    def bound_access(self, instance: Any, name: str) -> Any:
        """``super().__setattr__`` and the like: the plain access, as a step."""
        if name == "__getattribute__":
            return lambda attribute: self.read_attribute(instance, policy.checked(attribute))
        if name == "__delattr__":
            return lambda attribute: self._raw(instance, attribute, object.__delattr__)
        return lambda attribute, value: self._raw(instance, attribute, object.__setattr__, value)

    def unbound_access(self, cls: type, name: str) -> Any:
        """``object.__setattr__`` and the like."""
        if isinstance(getattr(cls, name), FunctionType):
            return getattr(cls, name)
        return lambda instance, *rest: self.bound_access(instance, name)(*rest)

    def _raw(self, instance: Any, name: str, access: Callable[..., None], *value: Any) -> None:
        policy.checked(name)
        if not any(self.is_students(base) for base in type(instance).__mro__):
            raise TypeError(f"cannot set {name!r} of a {type(instance).__name__}")
        self._write_field(instance, name, "")
        access(instance, name, *value)


METHOD_WRAPPER = type(object().__str__)


def lookup(cls: type, name: str) -> tuple[Any, type]:
    """What a class and its bases hold under a name, and which of them holds it."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name], base
    return MISSING, cls


def plain(owner: Any, name: str, text: str) -> Any:
    return getattr(owner, name)


def plain_foreign(owner: Any, name: str, text: str) -> Any:
    policy.check_foreign(name)
    return getattr(owner, name)


def nothing(owner: Any, name: str, text: str) -> None:
    """A property or the like: its own code makes the steps."""


def cannot_set(owner: Any, name: str, text: str) -> None:
    raise TypeError(f"cannot set {name!r} attribute of module {owner.__name__!r}")


__all__ = ["AttributeHooks", "GetSetDescriptorType", "lookup"]
