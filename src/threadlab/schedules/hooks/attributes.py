"""Hooks for reading attributes: an instance's attribute is one shared location, methods and properties just run."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from types import FunctionType, MemberDescriptorType, MethodType, ModuleType
from typing import Any

from threadlab.schedules.hooks.containers import Access, ContainerHooks, read_by_getattr
from threadlab.schedules.hooks.contents.values import LASTING, a_copy
from threadlab.schedules.hooks.core import (
    MEMBERS,
    MISSING,
    READ,
    STANDARD,
    HookedWorld,
    attributes_of,
    hook,
)
from threadlab.schedules.hooks.elements import under_name
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.local import LocalDict, local

METHOD_WRAPPER = type(object().__str__)
METHODS: tuple[type, ...] = (
    FunctionType,
    classmethod,
    staticmethod,
    type(list.append),
    type(object.__str__),
    type(vars(dict)["fromkeys"]),
)
KNOWN = {"builtins", "__main__", "types", "typing", "_thread", "_io"}
"""The modules into whose objects a program may look; the library adds those that a program can import."""
TEXT_METHODS = frozenset({"join", "format", "format_map"})
RAW_ACCESS = frozenset({"__setattr__", "__getattribute__", "__delattr__"})
ADVANCING = frozenset({"__next__", "send", "throw", "close"})
VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))


class AttributeReading(ContainerHooks):
    """Steps on attributes. How each (class, name) is read or written is decided once and kept."""

    def __init__(self) -> None:
        super().__init__()
        self._lasting: dict[type, dict[str, Access | None]] = {}  # of classes that are the same in each run

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run."""
        super().begin(world, namespace)
        self._readers = self._lasting.copy()
        self._own: set[tuple[int, str]] = set()  # attributes that the program itself has given to primitives

    # -- reading -----------------------------------------------------------------------------------------------

    @hook
    def read_attribute(self, owner: Any, name: str, text: str = "") -> Any:
        """Return ``owner.name``."""
        cls = type(owner)
        readers = self._readers.get(cls)
        if readers is None:
            readers = self._readers[cls] = {}
            if cls in STANDARD or (issubclass(cls, Controlled) and not self.is_students(cls)):
                self._lasting[cls] = readers
        reader = readers.get(name, MISSING)
        if reader is MISSING:
            reader = readers[name] = self._reader(cls, name)
        if reader is not None:
            return reader(owner, name, text)
        self.touch("read", (((self.key(owner), name), READ),), text)
        value = getattr(owner, name)
        if self.world.recording:
            self.record(value, text)
        return value

    @hook
    def method(self, owner: Any, name: str, text: str = "") -> Any:
        """Return ``owner.name``, which is about to be called."""
        value = self.read_attribute(owner, name, text)
        cls = type(value)
        return value if cls is MethodType or cls is FunctionType else self.callee(value)

    @abstractmethod
    def callee(self, function: Any) -> Any:
        """Return what to call instead of ``function``."""

    def _reader(self, cls: type, name: str) -> Access | None:
        """Decide how to read ``name`` of an instance of ``cls``; None for a plain field."""
        if name == "__dict__":
            return self._read_dict
        if issubclass(cls, type):
            return self._read_of_class
        if cls is super:
            return self._read_super
        found, where = lookup(cls, name)
        if (where, name) in MEMBERS:
            return self._read_member
        if type(found) in LASTING and not self.made_by_program(where):
            return self._read_lasting
        if name in RAW_ACCESS and found is not MISSING and not self.made_by_program(where):
            return self._read_raw_access
        if not self.is_students(cls):
            return self._reader_elsewhere(cls, name)
        if type(lookup(cls, "__getattribute__")[0]) is FunctionType:
            return read_by_getattr
        if issubclass(cls, str) and name in TEXT_METHODS and not self.made_by_program(where):
            return self._read_of_text
        if policy.is_engines(name):
            return self._read_kept
        if self.is_librarys(cls):
            policy.check_foreign(name)
        if found is MISSING:
            return self._reader_of_primitive(cls) if issubclass(cls, Controlled) else None
        if isinstance(found, MemberDescriptorType) and self.made_by_program(where):
            return None
        if issubclass(where, Controlled) and not self.is_students(where):
            policy.check_primitive(where, name)
        if isinstance(found, METHODS):
            if self.kind(cls) and not self.made_by_program(where) and not isinstance(found, classmethod):
                return self.bound_method
            return self._read_overridable if f"assigned {name}" in self.world.learned else read_by_getattr
        return (
            read_by_getattr
            if is_data(found) and f"assigned {name}" not in self.world.learned
            else self._read_overridable
        )

    def _read_raw_access(self, owner: Any, name: str, _text: str) -> Any:
        """Read what reads and sets attributes whose names it is given: each is to be checked, and is a step."""
        return self._bound_access(owner, name)

    def _read_lasting(self, owner: Any, name: str, _text: str) -> Any:
        """Read what would keep a note from one run to the next if the program got it itself."""
        value = getattr(owner, name)
        function = owner.__func__ if isinstance(owner, MethodType | classmethod | staticmethod) else owner
        return value if type(function) is FunctionType and self.makes_steps(function) else a_copy(value)

    def _read_member(self, owner: Any, name: str, _text: str) -> Any:
        return self._member(lookup(type(owner), name)[1], name, owner)

    def _member(self, where: type, name: str, owner: Any) -> Any:
        """Return what a program gets for a member of a class that is not what it seems."""
        return under_name(MEMBERS[where, name](self, owner), f"{where.__name__}.{name}")

    def read_field(self, owner: Any, name: str, text: str) -> None:
        """Take the step that reads an attribute of an instance."""
        self.touch("read", (((self.key(owner), name), READ),), text)

    def _reader_elsewhere(self, cls: type, name: str) -> Access | None:
        """Decide the same for a class that is not the program's."""
        if cls is FunctionType and not name.startswith("__"):
            return None
        check_outside(cls, name)
        if name in ADVANCING and hasattr(cls, "__next__"):
            return self.generator_method
        if self.has_fields(cls):
            if lookup(cls, name)[0] is MISSING:
                return None
            return self._read_overridable if f"assigned {name}" in self.world.learned else read_by_getattr
        if self.kind(cls):
            return self._read_overridable if f"assigned {name}" in self.world.learned else self.method_reader(cls, name)
        if cls is str:
            return self._read_of_text
        if cls in VIEWS:
            return self._read_of_view
        if issubclass(cls, Controlled):
            if lookup(cls, name)[0] is not MISSING:
                policy.check_primitive(cls, name)
            else:
                return self._reader_of_primitive(cls)
        return self._read_lasting if name in ("__annotations__", "__all__") else read_by_getattr

    def _reader_of_primitive(self, cls: type) -> Access:
        """Decide how to read what the class of a primitive does not hold; a ``threading.local`` knows itself."""
        access: Any = cls.__getattribute__
        return self._read_own if access is object.__getattribute__ and cls.__dictoffset__ else read_by_getattr

    def _read_own(self, owner: Any, name: str, text: str) -> Any:
        """Read an attribute of a primitive: the program sees its own, and those that the real class has."""
        if (self.key(owner), name) in self._own or name not in attributes_of(owner):
            self.touch("read", (((self.key(owner), name), READ),), text)
        elif name not in policy.PRIMITIVE_FIELDS:
            raise AttributeError(f"{type(owner).__name__!r} object has no attribute {name!r}")
        return self.noted(getattr(owner, name))

    def is_own(self, owner: Any, name: str) -> bool:
        """Whether the program itself has given an attribute to a primitive."""
        return (self.key(owner), name) in self._own

    def _read_dict(self, owner: Any, _name: str, _text: str) -> Any:
        cls = type(owner)
        if issubclass(cls, type) and self.made_by_program(owner):
            return self._attribute_dict(owner)
        if issubclass(cls, local):
            return LocalDict(owner)
        if issubclass(cls, type) or not self.has_fields(cls) or issubclass(cls, Controlled):
            raise policy.refusal(f"uses __dict__ of a {cls.__name__}")
        attributes_of(owner)  # an object without attributes of its own says so
        return self._attribute_dict(owner)

    def _read_of_class(self, owner: type, name: str, text: str) -> Any:
        """Read an attribute of a class: data found on the program's own classes is shared."""
        if name in RAW_ACCESS:
            return self._unbound_access(owner, name)
        found, where = lookup(owner, name)
        meta = type(owner)
        if found is MISSING and (substitute := self._of_metaclass(owner, name)) is not None:
            return substitute
        if self.is_students(meta):
            in_meta, there = lookup(meta, name)
            if type(lookup(meta, "__getattribute__")[0]) is FunctionType:
                return getattr(owner, name)
            if self.made_by_program(there) and (found is MISSING or is_data(in_meta)):
                return self._read_of_metaclass(owner, name, text, in_meta)
        if found is not MISSING and not self.made_by_program(where):
            if (where, name) in MEMBERS:
                return self._member(where, name, owner)
            self._check_of_class(where, name)
            value = getattr(owner, name)
            if issubclass(where, type) and name == "__new__":
                return self.checked_new(value)
            if where is str and name in TEXT_METHODS:
                made = lambda template, *args, **words: self._read_of_text(template, name, "")(*args, **words)  # noqa: E731
                return under_name(made, f"str.{name}")
            return self.unbound_method(where, value) if self.kind(where) else a_copy(value)
        if not self.is_students(owner):
            return a_copy(getattr(owner, name))
        special = name.startswith("__") and name.endswith("__")
        if special or not (meta in (type, ABCMeta) or self.is_students(meta)):
            return getattr(owner, name)
        if isinstance(found, METHODS) and f"assigned {name}" not in self.world.learned:
            return getattr(owner, name)
        self.touch("read", self.class_places(owner, name), text or f"{owner.__name__}.{name}")
        return self.noted(getattr(owner, name))

    def _of_metaclass(self, owner: type, name: str) -> Any:
        """Return what stands for what a library's metaclass gives to a class; None if nothing has to."""
        found, there = lookup(type(owner), name)
        if found is MISSING or self.made_by_program(there):
            return None
        if (there, name) in MEMBERS:
            return self._member(there, name, owner)
        if not name.startswith("__"):
            self._check_of_class(there, name)
        return None

    def _read_of_metaclass(self, owner: type, name: str, text: str, found: Any) -> Any:
        """Read an attribute of a class that its metaclass holds."""
        method = isinstance(found, METHODS) or hasattr(type(found), "__get__")
        if method and f"assigned {name}" not in self.world.learned:
            return getattr(owner, name)
        places = (((self.key(owner), name), READ), *self.class_places(type(owner), name))
        self.touch("read", places, text or f"{owner.__name__}.{name}")
        return self.noted(getattr(owner, name))

    @staticmethod
    def _check_of_class(where: type, name: str) -> None:
        """Check the name of what a class holds that the program did not make."""
        policy.check_foreign(name)
        check_stand_in(where, name)
        if issubclass(where, Controlled):
            policy.check_primitive(where, name)

    def class_places(self, cls: type, name: str) -> tuple[Any, ...]:
        """Return the touches of finding ``name`` on a class: it might be put on any class on the way."""
        places = []
        for base in cls.__mro__:
            if self.made_by_program(base):
                places.append(((self.key(base), name), READ))
            if name in base.__dict__:
                break
        return tuple(places)

    def _read_overridable(self, owner: Any, name: str, text: str) -> Any:
        """Read an attribute that was found on the class, and that the instance may have too."""
        places = (((self.key(owner), name), READ), *self.class_places(type(owner), name))
        self.touch("read", places, text)
        return self.noted(getattr(owner, name))

    def _read_super(self, owner: Any, name: str, _text: str) -> Any:
        instance = owner.__self__
        bases = iter(owner.__self_class__.__mro__ if owner.__self_class__ is not None else ())
        following = (base for base in bases if base is owner.__thisclass__ for base in bases)
        where = next((base for base in following if name in base.__dict__), None)
        if where is not None and not self.made_by_program(where):
            if (where, name) in MEMBERS:
                return MEMBERS[where, name](self, instance)
            self._check_of_class(where, name)
        value = getattr(owner, name)
        if where is not None and issubclass(where, type) and name == "__new__":
            return self.checked_new(value)
        if where is str and name in TEXT_METHODS:
            return self._read_of_text(instance, name, "")
        if name in RAW_ACCESS and type(value) is METHOD_WRAPPER:
            return self._bound_access(instance, name)
        if where is not None and not self.made_by_program(where):
            value = a_copy(value)
        return self.wrapped(value, instance, name) if self.kind(type(instance)) else value

    @abstractmethod
    def generator_method(self, owner: Any, name: str, text: str) -> Any:
        """Read what advances an iterator."""

    @abstractmethod
    def checked_new(self, new: Any) -> Any:
        """Return ``type.__new__``, checking what is to be in the class."""

    def _attribute_dict(self, owner: Any) -> Any:
        raise NotImplementedError

    def _read_of_text(self, owner: str, name: str, _text: str) -> Any:
        raise NotImplementedError

    def _bound_access(self, instance: Any, name: str) -> Any:
        raise NotImplementedError

    def _unbound_access(self, cls: type, name: str) -> Any:
        raise NotImplementedError

    def _read_of_view(self, owner: Any, name: str, text: str) -> Any:
        raise NotImplementedError

    def _read_kept(self, owner: Any, name: str, text: str) -> Any:
        raise NotImplementedError


def lookup(cls: type, name: str) -> tuple[Any, type]:
    """Return what a class and its bases hold under a name, and which of them holds it."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name], base
    return MISSING, cls


def checked(name: Any) -> str:
    """Return an attribute name that is only known at run time, if it may be used.

    Raises:
        TypeError: it is no text.
        Unmodelled: it may not.
    """
    if type(name) is not str:
        if isinstance(name, str):  # what it is equal to, its own code says
            raise policy.refusal("uses a name of a class of its own")
        raise TypeError(f"attribute name must be string, not {type(name).__name__!r}")
    if policy.refused_name(name):
        raise policy.refusal(f"uses {name}")
    return name


def is_data(found: Any) -> bool:
    """Say whether what a class holds under a name comes before what an instance holds."""
    return hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")


def check_outside(cls: type, name: str) -> None:
    """Check that a program may have an attribute of an object whose class it did not make; its modules are its own.

    Raises:
        Unmodelled: it may not.
    """
    check_visible(cls)
    check_stand_in(cls, name)
    if name.startswith("__") or not (issubclass(cls, ModuleType) and hasattr(cls, "_tl_fields")):
        policy.check_foreign(name)


def check_stand_in(cls: type, name: str) -> None:
    """Check the name of something of a class that may be one of the engine's own: some let only themselves be seen.

    Raises:
        AttributeError: what it stands for has no such thing.
        Unmodelled: it makes one, with what only the engine has.
    """
    if not policy.is_stand_in(cls):
        return
    if name in ("__init__", "__new__"):
        raise policy.refusal("reaches into the engine")
    names: Any = getattr(cls, "_tl_visible", frozenset())
    if names is not True and name not in names and not name.startswith("__"):
        raise AttributeError(f"{cls.__name__!r} object has no attribute {name!r}")


def check_visible(cls: type) -> None:
    """Check that an object is not one of the engine's own, which a program has no business with.

    Raises:
        Unmodelled: it is.
    """
    package = str(cls.__module__).partition(".")[0]
    if package in KNOWN:
        return
    visible = issubclass(cls, Controlled | tuple | BaseException) or hasattr(cls, "_tl_visible")
    if not visible:
        engine = package in ("threadlab", "greenlet")
        raise policy.refusal("reaches into the engine" if engine else f"looks into a {cls.__name__}")
