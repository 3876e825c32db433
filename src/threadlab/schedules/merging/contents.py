"""What an object holds, as far as a program can tell: two objects with the same contents go on alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator
from functools import lru_cache
from types import FunctionType
from typing import Any

from threadlab.schedules.hooks.core import MAPPING, SCALARS, SEQUENCE, SET
from threadlab.schedules.merging.chains import OpaqueStateError
from threadlab.schedules.merging.naming import Naming
from threadlab.schedules.merging.registry import Token
from threadlab.schedules.primitives.base import Controlled, Waiter
from threadlab.schedules.primitives.local import local
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.bags import Bags

_NO_STATE = frozenset(
    {
        *(
            "_tl_released",
            "_tl_ordered",
            "_tl_number",
            "_tl_called",
            "_tl_condition",
            "_tl_puts",
            "_tl_gets",
            "_tl_starter",
            "_tl_key",
        ),
        *("_tl_state", "_tl_numbered", "acquire", "release", "__dict__", "__weakref__"),
    }
)
"""Fields of primitives that follow from the others, that only stories need, or that order a search."""
_OWN_CONTAINERS = frozenset({"_waiters", "_done_callbacks", "futures", "over"})
_TOLD_AT_ONCE = frozenset({"_tl_waiters"})
"""Who waits at an event or a barrier: all of them are told by one step, so it makes no difference who came first."""
_TOLD = frozenset({"_waiters"})  # who waits at a condition
_TIMES = frozenset({"_tl_now"})
_CLASS_DATA = (int, str, float, bool, list, dict, set, tuple, deque, FunctionType)


class Contents:
    """Writes down what the objects of one run hold."""

    def __init__(self, world: World, naming: Naming, bags: Bags, *, timed: bool, queues: bool) -> None:
        self._world = world
        self._in_any_order = _TOLD_AT_ONCE if queues else _TOLD_AT_ONCE | _TOLD
        self._naming = naming
        self._bags = bags
        self._slots: dict[type, tuple[str, ...]] = {}  # the slots of a class and its bases
        self._slots_of_program: dict[type, list[tuple[type, str]]] = {}
        times = frozenset() if timed else _TIMES
        self._left_out = _NO_STATE | times | naming.unread.attributes  # fields of primitives that are no part of it

    def of(self, thing: Any) -> Hashable:
        """Return what an object holds.

        Raises:
            OpaqueStateError: that is not known.
        """
        cls = type(thing)
        if cls is object or cls is Token:
            return None
        if issubclass(cls, type):
            return self._class(thing)
        if cls is local or issubclass(cls, local):
            return self._local(thing)
        if issubclass(cls, Controlled):
            return self.primitive(thing)
        if cls is FunctionType:
            return self._function(thing)
        return (cls.__name__, *self._elements(thing, cls), *self._attributes(thing, cls))

    def _elements(self, thing: Any, cls: type) -> Iterator[Hashable]:
        name, kind = self._naming.name, self._naming.hooks.kind(cls)
        if isinstance(thing, BaseException):
            yield from map(name, thing.args)
        elif kind == SEQUENCE:
            if cls is bytearray:
                yield bytes(thing)
            elif issubclass(cls, list):
                yield from self._in_sequence(thing, map(name, list.__iter__(thing)))
            elif issubclass(cls, deque):
                yield thing.maxlen
                yield from self._in_sequence(thing, map(name, deque.__iter__(thing)))
            else:
                raise OpaqueStateError(cls.__name__)
        elif kind == MAPPING:
            items = [(name(key), name(value)) for key, value in dict.items(thing)]
            yield from items if self._is_ordered(thing) else sorted(items, key=repr)
        elif kind == SET:
            yield from sorted(map(name, set.__iter__(thing)), key=repr)

    def _in_sequence(self, thing: Any, names: Iterator[Hashable]) -> Iterator[Hashable]:
        """Give what is in a list, in no order if threads have added to it and nobody is known to see in which."""
        if self._world.has_number(thing) and self._bags.is_bag(self._world.key(thing)):
            yield "in any order"
            names = iter(sorted(names, key=repr))
        yield from names

    def _is_ordered(self, thing: Any) -> bool:
        """Whether the order of a dict may be seen; of one that nobody has come to yet that is not known."""
        return self._naming.registry.known(thing) is None or self._naming.hooks.ordered(thing)

    def _attributes(self, thing: Any, cls: type) -> Iterator[Hashable]:
        own, name_of = _own_dict(thing), self._naming.name
        for name in _in_order(tuple(own), self._naming.unread.attributes):
            yield name, name_of(own[name])
        for base, slot in self._slots_of(cls):
            yield slot, self._slot(thing, base, slot)

    def _slots_of(self, cls: type) -> list[tuple[type, str]]:
        """Return the slots that a class of the program's has from itself and its bases, each with which of them."""
        slots = self._slots_of_program.get(cls)
        if slots is None:
            made = filter(self._naming.hooks.made_by_program, cls.__mro__)
            slots = self._slots_of_program[cls] = [(base, slot) for base in made for slot in _slots(base)]
        return slots

    def _slot(self, thing: Any, base: type, slot: str) -> Hashable:
        try:
            return self._naming.name(base.__dict__[slot].__get__(thing, type(thing)))
        except (AttributeError, KeyError):
            return "unset"

    def _class(self, cls: type) -> Hashable:
        """Return the data that a class of the program's own holds."""
        data = []
        for name, value in sorted(vars(cls).items()):
            if not name.startswith("__") and (type(value) in _CLASS_DATA or isinstance(value, Controlled)):
                data.append((name, self._naming.name(value)))
        return tuple(data)

    def _function(self, function: FunctionType) -> Hashable:
        name = self._naming.name
        parts: list[Hashable] = [function.__code__.co_qualname, function.__code__.co_firstlineno]
        for captured, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
            if captured in self._naming.unread.variables:
                continue
            try:
                value = cell.cell_contents
            except ValueError:
                parts.append("unset")
                continue
            parts.append(self._naming.registry.names[int(value)] if type(value) is Token else name(value))
        parts += [name(each) for each in function.__defaults__ or ()]
        parts += [(key, name(each)) for key, each in (function.__kwdefaults__ or {}).items()]
        parts += [(key, name(each)) for key, each in sorted(function.__dict__.items())]
        return tuple(parts)

    def _local(self, thing: Any) -> Hashable:
        """Return what each thread has in a ``threading.local``."""
        dicts = object.__getattribute__(thing, "_tl_dicts")
        fibers, name_of, unread = self._world.fibers, self._naming.name, self._naming.unread.attributes
        return tuple(
            sorted(
                (
                    fibers[number].lineage,
                    tuple((name, name_of(value)) for name, value in sorted(own.items()) if name not in unread),
                )
                for number, own in dicts.items()
            )
        )

    def primitive(self, thing: Any) -> Hashable:
        """Return the state of a primitive, from its fields."""
        parts: list[Hashable] = [type(thing).__name__]
        fields = self._fields(thing)
        for name in _in_order(tuple(fields), self._left_out):
            value = fields[name]
            if type(value) in SCALARS:
                parts.append((name, self._naming.name(value)))
            elif name == "_tl_waits":  # who hears of a future's end, by numbers
                parts.append((name, *(self._naming.key(key) for key in value)))
            else:
                parts.append((name, self._field(name, value)))
            if name == "_tl_fiber" and value is not None:
                parts.append(value.finished)
        return tuple(parts)

    def _field(self, name: str, value: Any) -> Hashable:
        """Return what stands for what this package keeps under a name; containers of its own are nobody else's."""
        cls = type(value)
        if not name.startswith("_tl_") and name not in _OWN_CONTAINERS:
            return self._part(value)
        if name in self._in_any_order:
            return "waiting", *sorted(map(self._part, value), key=repr)
        if cls is list or cls is deque or cls is tuple:
            return cls.__name__, *map(self._part, value)
        if cls is dict:
            return "dict", *((self._part(key), self._part(each)) for key, each in value.items())
        if cls is set:
            return "set", *sorted(map(self._part, value), key=repr)
        return self._part(value)

    def _part(self, value: Any) -> Hashable:
        cls = type(value)
        if cls is Waiter:
            return "waiter", value.fiber.lineage, value.timed, value.told
        if cls.__module__.startswith("threadlab.") and not issubclass(cls, Controlled | BaseException | Fiber):
            fields = sorted(self._fields(value).items())
            return cls.__name__, *((name, self._field(name, each)) for name, each in fields)
        return self._naming.name(value)

    def _fields(self, thing: Any) -> dict[str, Any]:
        """Return all that an object of this package keeps, by name."""
        fields, cls = _own_dict(thing), type(thing)
        slots = self._slots.get(cls)
        if slots is None:
            slots = self._slots[cls] = tuple(slot for base in cls.__mro__ for slot in _slots(base))
        if slots:
            fields = fields.copy()
            for slot in slots:
                try:
                    fields[slot] = object.__getattribute__(thing, slot)
                except AttributeError:  # not set
                    continue
        return fields


@lru_cache(maxsize=1024)  # there are few sorts of objects, and each state has many of them
def _in_order(names: tuple[str, ...], left_out: frozenset[str]) -> list[str]:
    """Return names in order, but for some."""
    return sorted(name for name in names if name not in left_out)


def _own_dict(thing: Any) -> dict[str, Any]:
    if not type(thing).__dictoffset__:
        return {}
    try:
        own: dict[str, Any] = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return own


def _slots(cls: type) -> tuple[str, ...]:
    slots = cls.__dict__.get("__slots__", ())
    return tuple(slot for slot in ((slots,) if isinstance(slots, str) else slots) if slot not in _NO_STATE)
