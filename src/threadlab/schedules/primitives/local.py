"""``threading.local``: attributes of which each thread has its own."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.world import current_world

ANOTHERS = "takes __dict__ of a local to another thread"


class LocalDict(MutableMapping[str, Any]):
    """The attributes of one thread, as ``__dict__`` of a ``local``: no other thread may have it."""

    __slots__ = ("_thing", "_thread")
    _tl_visible = True

    def __init__(self, thing: local) -> None:
        self._thing = thing
        self._thread = current_world().current.number

    def _own(self) -> dict[str, Any]:
        world = current_world()
        if world.current.number != self._thread:
            world.refuse(ANOTHERS)
            raise Unmodelled(ANOTHERS)
        return _enter(self._thing)

    def __getitem__(self, name: str) -> Any:
        return self._own()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._own()[name] = value
        current_world().current.effects += 1  # a loop gets on with it

    def __delitem__(self, name: str) -> None:
        del self._own()[name]
        current_world().current.effects += 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._own())

    def __len__(self) -> int:
        return len(self._own())

    def __repr__(self) -> str:
        return repr(self._own())

    def copy(self) -> dict[str, Any]:
        """Return a dict of its own."""
        return self._own().copy()


class local(Controlled):  # noqa: N801 - threading's own name
    """An object whose attributes are each thread's own; no step, since no other thread can tell.

    A subclass's ``__init__`` is called again, with the same arguments, in each thread that comes to use the object.
    """

    __module__ = "threading"
    __slots__ = ("__dict__", "__weakref__", "_tl_arguments", "_tl_dicts", "_tl_number")

    def __new__(cls, /, *args: Any, **words: Any) -> local:  # noqa: D102
        if (args or words) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_tl_number", current_world().numbers.give(self))
        object.__setattr__(self, "_tl_arguments", (args, words))
        object.__setattr__(self, "_tl_dicts", {current_world().current.number: {}})
        return self

    def _tl_name(self, name: str) -> None:
        """Keep no name: nobody ever waits for this."""

    def __getattribute__(self, name: str) -> Any:
        _enter(self)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        _refuse(self, name)
        own = _enter(self)
        if own.get(name, own) is not value:  # which a loop may be getting on with
            current_world().current.effects += 1
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        _refuse(self, name)
        _enter(self)
        object.__delattr__(self, name)
        current_world().current.effects += 1


def _enter(thing: local) -> dict[str, Any]:
    """Give ``thing`` the attributes that the current thread knows, and return them."""
    dicts: dict[int, dict[str, Any]] = object.__getattribute__(thing, "_tl_dicts")
    number = current_world().current.number
    own = dicts.get(number)
    if own is not None:
        object.__setattr__(thing, "__dict__", own)
        return own
    dicts[number] = own = {}
    object.__setattr__(thing, "__dict__", own)
    args, words = object.__getattribute__(thing, "_tl_arguments")
    try:
        type(thing).__init__(thing, *args, **words)
    except BaseException:
        dicts.pop(number, None)  # it begins anew when next used
        raise
    object.__setattr__(thing, "__dict__", own)
    return own


def _refuse(thing: local, name: str) -> None:
    if name == "__dict__":
        raise AttributeError(f"{type(thing).__name__!r} object attribute '__dict__' is read-only")
