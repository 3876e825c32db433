"""Members of built-in and library classes that are not what they seem to a program: each with what stands for it."""

from __future__ import annotations

import abc
import builtins
import datetime as real
import enum
import importlib
import string
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import GetSetDescriptorType, MemberDescriptorType, ModuleType
from typing import Any

from threadlab.schedules.hooks.attributes import KNOWN, checked, lookup
from threadlab.schedules.hooks.core import MEMBERS
from threadlab.schedules.hooks.testing import BUILT_IN
from threadlab.schedules.instrumenting.policy import is_stand_in, refusal
from threadlab.schedules.library import decisions, tracebacks
from threadlab.schedules.primitives import clock
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.local import local
from threadlab.schedules.primitives.lock import Lock, RLock
from threadlab.schedules.primitives.queues.queue import SimpleQueue

Hooks = Any
BY_HAND = ("__get__", "__set__", "__delete__")
UTC = real.UTC


def _of(owner: Any) -> type:
    """Return the class that a class method was asked of: itself, or that of an instance."""
    return owner if isinstance(owner, type) else type(owner)


def _now(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    cls: Any = _of(owner)
    return lambda tz=None: (
        cls.fromtimestamp(clock.time_with_a_date(), UTC).replace(tzinfo=None)
        if tz is None
        else cls.fromtimestamp(clock.time_with_a_date(), tz)
    )


def _utcnow(hooks: Hooks, owner: Any) -> Callable[..., Any]:
    now = _now(hooks, owner)

    def utcnow() -> Any:
        return now()

    return utcnow


def _today(hooks: Hooks, owner: Any) -> Callable[..., Any]:
    cls: Any = _of(owner)
    if issubclass(cls, real.datetime):
        return _utcnow(hooks, owner)

    def today() -> Any:
        moment = real.datetime.fromtimestamp(clock.time_with_a_date(), UTC)
        return cls(moment.year, moment.month, moment.day)

    return today


def _fromtimestamp(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    cls: Any = _of(owner)
    if issubclass(cls, real.datetime):
        return lambda timestamp, tz=None: (
            cls.fromtimestamp(timestamp, UTC).replace(tzinfo=None) if tz is None else cls.fromtimestamp(timestamp, tz)
        )

    def fromtimestamp(timestamp: float) -> Any:
        moment = real.datetime.fromtimestamp(timestamp, UTC)
        return cls(moment.year, moment.month, moment.day)

    return fromtimestamp


def _timestamp(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    def timestamp(moment: Any) -> float:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return float(real.datetime.timestamp(aware))

    return timestamp if isinstance(owner, type) else lambda: timestamp(owner)


def _astimezone(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    def astimezone(moment: Any, tz: Any = None) -> Any:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return real.datetime.astimezone(aware, tz or UTC)

    return astimezone if isinstance(owner, type) else lambda tz=None: astimezone(owner, tz)


def _traceback(hooks: Hooks, owner: Any) -> Any:
    if isinstance(owner, type):
        raise refusal("uses __traceback__")
    hooks.read_field(owner, "__traceback__", ".__traceback__")
    return tracebacks.OpaqueTraceback.of(owner)


def _with_traceback(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    if isinstance(owner, type):
        return tracebacks.with_traceback
    return lambda trace: tracebacks.with_traceback(owner, trace)


def _add_note(hooks: Hooks, owner: Any) -> Any:
    """Return ``add_note`` of an exception, or of a class of exceptions: it changes an attribute."""

    def add_note(exception: BaseException, note: Any) -> None:
        hooks.write_field(exception, "__notes__", "__notes__")
        exception.add_note(note)

    return add_note if isinstance(owner, type) else lambda note: add_note(owner, note)


def _class_call(_hooks: Hooks, owner: type) -> Callable[..., Any]:
    """Return ``type.__call__``, or that of a class: it makes instances, and no classes."""

    def call(cls: Any, *args: Any, **words: Any) -> Any:
        if not isinstance(cls, type) or issubclass(cls, type | enum.Enum):
            raise refusal("makes a class by __call__")
        return type.__call__(cls, *args, **words)

    return call if issubclass(owner, type) else partial(call, owner)


def _register(hooks: Hooks, owner: type) -> Callable[..., Any]:
    """Return ``ABCMeta.register``, or that of a class: for what is not the program's own it would outlast a run."""

    def register(abstract: Any, cls: Any) -> Any:
        classes = isinstance(abstract, type) and isinstance(cls, type)
        if classes and not (hooks.may_change(cls) or (hooks.may_change(abstract) and cls in BUILT_IN)):
            raise refusal(f"registers a class that is not its own: {cls.__name__}")
        return abc.ABCMeta.register(abstract, cls)

    return register if issubclass(owner, type) else partial(register, owner)


MADE_IN_C: tuple[type, ...] = (Lock, RLock, SimpleQueue, local)
"""Primitives that in CPython are written in C, and are whole as soon as their own ``__new__`` has made them."""


def _new_object(_hooks: Hooks, _owner: Any) -> Callable[..., Any]:
    """Return ``object.__new__``, which makes nothing of the engine's, and no primitive without its number."""

    def new(cls: Any, *args: Any, **words: Any) -> Any:
        if isinstance(cls, type):
            if is_stand_in(cls):
                raise refusal("reaches into the engine")
            for each in MADE_IN_C:
                if issubclass(cls, each):
                    name = f"{each.__module__}.{each.__qualname__}"
                    made = name if cls is each else cls.__name__
                    raise TypeError(f"object.__new__({made}) is not safe, use {name}.__new__()")
            if issubclass(cls, Controlled):
                return Controlled.__new__(cls)
        return object.__new__(cls, *args, **words)

    return new


def _begin_a_module(_hooks: Hooks, owner: Any) -> Callable[..., Any]:
    """Return ``__init__`` of modules: those that a program imports have begun, and keep their names."""

    def begin(module: Any, *args: Any, **words: Any) -> None:
        if type(module) is ModuleType:
            raise refusal("begins a module anew")
        ModuleType.__init__(module, *args, **words)

    return begin if isinstance(owner, type) else partial(begin, owner)


def _by_hand(name: str) -> Callable[[Hooks, Any], Callable[..., Any]]:
    """Return the method of a descriptor in C that reads, sets or deletes: it does what the name does."""

    def found(hooks: Hooks, owner: Any) -> Callable[..., Any]:
        def call(descriptor: Any, instance: Any, *rest: Any) -> Any:
            attribute = checked(getattr(descriptor, "__name__", None))
            if instance is None or lookup(type(instance), attribute)[0] is not descriptor:
                if name == "__get__" and instance is None:
                    return descriptor
                if not isinstance(instance, descriptor.__objclass__):
                    return getattr(descriptor, name)(instance, *rest)  # which says so
                raise refusal(f"calls {name} of what a class has in place of another")
            if name == "__get__":
                return hooks.read_attribute(instance, attribute)
            if name == "__set__":
                return hooks.write_attribute(*rest, instance, attribute)
            return hooks.delete_attribute(instance, attribute)

        return call if isinstance(owner, type) else partial(call, owner)

    return found


MEMBERS.update(
    {(cls, name): _by_hand(name) for cls in (MemberDescriptorType, GetSetDescriptorType) for name in BY_HAND}
)
MEMBERS.update(
    {
        (object, "__new__"): _new_object,
        (ModuleType, "__init__"): _begin_a_module,
        (type, "__call__"): _class_call,
        (enum.EnumMeta, "__call__"): _class_call,
        (abc.ABCMeta, "register"): _register,
        (BaseException, "add_note"): _add_note,
        (real.datetime, "now"): _now,
        (real.datetime, "utcnow"): _utcnow,
        (real.date, "today"): _today,
        (real.date, "fromtimestamp"): _fromtimestamp,
        (real.datetime, "fromtimestamp"): _fromtimestamp,
        (real.datetime, "timestamp"): _timestamp,
        (real.datetime, "astimezone"): _astimezone,
        (BaseException, "__traceback__"): _traceback,
        (BaseException, "with_traceback"): _with_traceback,
    }
)


def _class_of(section: str) -> type | None:
    """Return the class that a section of the table is about, None where it only names what every program meets."""
    module, _, name = section.removeprefix("class ").rpartition(".")
    found = getattr(importlib.import_module(module), name) if module else getattr(builtins, name, None)
    return found if isinstance(found, type) else None


def _refuser(words: str) -> Callable[[Any, Any], Any]:
    def refuse(_hooks: Any, _owner: Any) -> Any:
        raise refusal(words)

    return refuse


class _Stepping(Mapping[str, Any]):
    """A program's mapping, of which each look is a step."""

    def __init__(self, hooks: Hooks, mapping: Any) -> None:
        self._hooks = hooks
        self._mapping = mapping

    def __getitem__(self, key: str) -> Any:
        return self._hooks.read_item(self._mapping, key)

    def __iter__(self) -> Any:
        return iter(self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)


def _substituting(name: str) -> Callable[[Any, Any], Any]:
    real_method = getattr(string.Template, name)

    def found(hooks: Hooks, owner: Any) -> Callable[..., str]:
        def substitute(template: Any, *mapping: Any, **words: Any) -> str:
            return str(real_method(template, *(_Stepping(hooks, each) for each in mapping), **words))

        return substitute if isinstance(owner, type) else partial(substitute, owner)

    return found


for _name in ("substitute", "safe_substitute"):
    MEMBERS[string.Template, _name] = _substituting(_name)
KNOWN.update(name.partition(".")[0] for name in decisions.modules() | decisions.CONTROLLED)


@cache
def guard_classes() -> None:
    """See to it that a program gets no member of a class in the table that is refused there, or that is not in it."""
    for section in decisions.decisions_table().decisions:
        cls = _class_of(section) if section.startswith("class ") else None
        for name in vars(cls) if cls is not None else ():
            if not name.startswith("_") and name not in decisions.allowed(section) and (cls, name) not in MEMBERS:
                MEMBERS[cls, name] = _refuser(f"uses {name}")  # type: ignore[index]
