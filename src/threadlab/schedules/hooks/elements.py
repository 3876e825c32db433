"""Hooks for the elements of built-in containers: subscripts.

Work on two different elements commutes. So does putting two new keys into one dict or set, unless somebody looks at
their order: that is a fact to be learned, after which a new key changes the whole.
"""

from __future__ import annotations

import sys
import zlib
from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, ModuleType
from typing import Any, TypeVar

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.advancing.again import LookingAgain, at_work
from threadlab.schedules.hooks.contents.values import compares_in_python, contains, is_constant_value
from threadlab.schedules.hooks.core import (
    ELEMENT_READ,
    ELEMENT_WRITE,
    KINDS,
    MAPPING,
    READ,
    SCALARS,
    SEQUENCE,
    WRITE,
    Objects,
    hook,
)
from threadlab.schedules.hooks.variables import VariableHooks
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.local import local
from threadlab.schedules.primitives.lock import Lock, new_lock
from threadlab.schedules.primitives.queues.queue import SimpleQueue
from threadlab.schedules.running.operation import Footprint, Found, Key, Mode

SIMPLE_KEYS: frozenset[type] = frozenset({int, str, bool, float, bytes})

_Made = TypeVar("_Made")
_OURS = "threadlab."  # how the names of this package's modules begin


class ElementHooks(VariableHooks):
    """Steps on the elements of containers."""

    # -- footprints --------------------------------------------------------------------------------------------

    def element_key(self, index: Any) -> Hashable:
        """Return what names an element in a footprint; None where equality is the program's own business."""
        cls: Any = type(index)
        if cls in SIMPLE_KEYS:
            key: Hashable = index
            return key
        if index is None:
            return ("none",)
        if cls is tuple:
            parts = tuple(self.element_key(part) for part in index)
            return None if None in parts else parts
        return ("object", self.key(index)) if cls.__hash__ is object.__hash__ else None

    def element(self, container: Any, kind: int, index: Any) -> Footprint:
        """Return the touches of reading one element."""
        key, cls = self.key(container), type(index)
        name = index if cls in SIMPLE_KEYS else self.element_key(index)
        if name is None or (kind == SEQUENCE and (cls is not int or index < 0)):
            return ((key, READ),)
        return (((key, name), READ), (key, ELEMENT_READ))

    def put_step(
        self, action: Action, container: Any, kind: int, index: Any, text: str, *, drops: bool = False
    ) -> None:
        """Take the step that puts, replaces or drops one element; who goes through a dict sees that one is dropped.

        Args:
            action: what the step is called.
            container: the list, dict or the like.
            kind: which of these it is, as ``HookCore.kind`` says.
            index: the element's index or key.
            text: what the program writes there, for the story.
            drops: whether the element is dropped.
        """
        key, cls = self.key(container), type(index)
        name = index if cls in SIMPLE_KEYS else self.element_key(index)
        if name is None or (kind == SEQUENCE and (cls is not int or index < 0)):
            self.touch(action, ((key, WRITE),), text)
            return
        if drops and self.ordered(container):
            self.touch(action, ((key, WRITE),), text)
            return
        footprint = (((key, name), WRITE), (key, ELEMENT_WRITE))
        if kind == SEQUENCE or not self.ordered(container):
            self.touch(action, footprint, text)
            return
        if contains(container, index):
            self.touch(action, footprint, text)
            if contains(container, index):
                return
            # it was there when the step was announced, and is gone: to put it changes the order
        self.touch(action, ((key, WRITE),), text)

    def read_whole(self, value: Any, text: str = "", *, deep: bool = False, order: bool = False) -> None:
        """Take one step that reads all of a value, if there is a container in it.

        Args:
            value: the value.
            text: what the program writes there, for the story.
            deep: see ``reads``.
            order: see ``reads``.
        """
        found = Found()
        self.look_into(value, found, deep=deep, order=order)
        if found.anew():
            self.touch_found("read", found, text or self.describe(self.behind(value)))
            self.noted(value)

    def look_into(
        self, value: Any, found: Found, *, deep: bool = False, order: bool = False, objects: Objects = False
    ) -> None:
        """Collect the touches of reading all of a value, once more when it is the step's turn. See ``reads``."""
        if deep or objects:
            found.look(lambda into: self.reads(value, into, deep=deep, order=order, objects=objects))
        else:
            self.reads(value, found.fixed, order=order)

    def arguments(self, values: tuple[Any, ...], owner: object, *place: tuple[Key, Mode]) -> Found:
        """Return the touches of an operation on ``owner`` that reads the containers it is given.

        Args:
            values: what it is given.
            owner: the container that it works on.
            place: what it touches besides.
        """
        found = Found(*place)
        for value in values:
            if value is not owner and type(value) not in SCALARS:
                self.look_into(value, found, deep=self.holds_pairs(value, type(owner)), order=True)
        return found

    def holds_pairs(self, value: Any, cls: type) -> bool:
        """Whether a dict of this class takes a value for pairs of keys and values, and so looks into these."""
        return self.kind(cls) == MAPPING and self.kind(type(self.behind(value))) != MAPPING

    @abstractmethod
    def materialised(self, value: Any) -> Any:
        """Use an iterator up, before the one step that uses what it gave; any other value is returned as it is."""

    # -- numbers that stand for values --------------------------------------------------------------------------

    def hash_value(self, value: Any) -> int:
        """Do as the built-in ``hash``, but for text and plain objects with a number that is the same in every run."""
        cls: Any = type(value)
        if cls is str or cls is bytes:
            return zlib.crc32(value.encode("utf-8", "surrogatepass") if cls is str else value)
        if cls is tuple:
            return hash(tuple(self.hash_value(part) for part in value))
        return self.identity(value) >> 4 if cls.__hash__ is object.__hash__ else hash(value)

    def identity(self, value: Any) -> int:
        """Do as the built-in ``id``, with a number that is the same in every run."""
        return 0x7F00_0000_0000 + 16 * self.key(value)

    # -- subscripts --------------------------------------------------------------------------------------------

    @hook
    def read_item(self, owner: Any, index: Any, text: str = "") -> Any:
        """Return ``owner[index]``."""
        cls = type(owner)
        kind = self.kind(cls)
        if not kind or type(cls.__getitem__) is FunctionType:
            return owner[index]
        if kind == MAPPING and not contains(owner, index) and hasattr(cls, "__missing__"):
            return self._read_missing(owner, index, text)
        self.touch("read", self.element(owner, kind, index), text)
        if kind == MAPPING and hasattr(cls, "__missing__") and not contains(owner, index):
            return self._read_missing(owner, index, text)  # it was there when the step was announced, and is gone
        value = owner[index]
        if self.world.recording:
            self.record(value, text)
        return value

    def _read_missing(self, owner: Any, index: Any, text: str) -> Any:
        """Return what a dict makes up for a key that is not there."""
        if "assigned default_factory" in self.world.learned:
            self.touch("read", (((self.key(owner), "default_factory"), READ),), "default_factory")
        factory = getattr(owner, "default_factory", None)
        if factory is None:
            self.touch("read", self.element(owner, MAPPING, index), text)
        elif type(factory) is partial and written_in_c(factory):
            given = (*factory.args, *factory.keywords.values())
            self.touch_found("read", self.arguments(given, owner, (self.key(owner), WRITE)), text)
            with self.without_steps():
                return self.noted(owner[index])
        elif written_in_c(factory):
            self.put_step("read", owner, MAPPING, index, text)
        else:  # other threads may run while Python code does, be it the program's own or the standard library's
            self.touch("read", self.element(owner, MAPPING, index), text)
            if not contains(owner, index):
                value = factory()
                self.put_step("write", owner, MAPPING, index, text)
                owner[index] = value
                return self.noted(value)
        return self.noted(owner[index])

    @hook
    def write_item(self, value: Any, owner: Any, index: Any, text: str = "") -> None:
        """Do ``owner[index] = value``.

        Args:
            value: what is to be put.
            owner: the container.
            index: where to.
            text: what the program writes there, for the story.
        """
        cls = type(owner)
        kind = self.kind(cls)
        if kind and type(cls.__setitem__) is not FunctionType:
            if type(index) is slice:
                value = self.materialised(value)
                self.touch_found("write", self.arguments((value,), owner, (self.key(owner), WRITE)), text)
            else:
                self.put_step("write", owner, kind, index, text)
            if self.world.recording:
                self.record(value, text)
        owner[index] = value

    @hook
    def delete_item(self, owner: Any, index: Any, text: str = "") -> None:
        """Do ``del owner[index]``."""
        kind = self.kind(type(owner))
        if kind and type(type(owner).__delitem__) is not FunctionType:
            if kind == SEQUENCE:
                self.touch("write", ((self.key(owner), WRITE),), text)
            else:
                self.put_step("write", owner, kind, index, text, drops=True)
        del owner[index]

    def runs_in_c(self, function: Any) -> bool:
        """Whether a function, called with what holds nothing that can change, runs no code of the program's."""
        if type(function) is BuiltinFunctionType:
            return isinstance(function.__self__, ModuleType)
        if type(function) is MethodDescriptorType:
            return function.__objclass__ in SCALARS
        if type(function) is MethodType:  # others may have an answer of their own to whether they are equal
            return function == self.length
        return any(function is each for each in (None, bool, complex, float, int, str))

    @abstractmethod
    def key_in_c(self, key: Any, values: Sequence[Any], found: Found) -> tuple[Callable[..., Any], bool]:
        """Return what C code calls for each of some values, or of what is in them, and whether it takes no steps."""

    def inside(self, values: Iterable[Any], *place: tuple[Key, Mode]) -> Found:
        """Return the touches of C code that compares some values, adds them up, or asks whether they are true.

        It reads all containers in them.

        Args:
            values: the values.
            place: what it touches besides.
        """
        found = Found(*place)
        found.look(lambda into: self.read_inside(values, into))
        return found

    def read_inside(self, values: Iterable[Any], found: dict[Key, Mode]) -> None:
        """Collect the touches of reading all containers in some values."""
        for value in values:
            if type(value) not in SCALARS:
                self.reads(value, found, deep=True)

    @abstractmethod
    def length(self, value: Any) -> int:
        """Do as the built-in ``len``."""

    # -- lists whose methods call the program's own code, in which others may come in ------------------------------

    def sort_list(self, owner: list[Any], text: str, *, key: Any = None, reverse: bool = False) -> None:
        """Do as ``list.sort``: while it calls the program's own code, the list is empty for everybody else.

        Args:
            owner: the list.
            text: what the program calls, for the story.
            key: what is called for each element, to sort by what it returns.
            reverse: whether the greatest comes first.

        Raises:
            ValueError: somebody has changed the list meanwhile.
        """
        text = text or f"{self.describe(owner)}.sort"
        place = (self.key(owner), WRITE)
        found = Found(place)
        if key is None:
            found.look(lambda into: self.read_inside(owner, into))
            at_once = not any(map(compares_in_python, owner))
        else:
            key, at_once = self.key_in_c(key, [owner], found)
        self.touch_found("call", found, text)
        if at_once:
            list.sort(owner, key=key, reverse=reverse)
            return
        items = owner.copy()
        owner.clear()
        try:
            items = sorted(items, key=key, reverse=reverse)
        finally:
            self.touch("call", (place,), text)
            changed = bool(owner)
            owner[:] = items
        if changed:
            raise ValueError("list modified during sort")

    # -- C code that calls the program's own, in which others may come in ------------------------------------------

    def looking(self, found: Found, text: str, action: Action = "read") -> LookingAgain:
        """Take the step of reading what is found, if that is anything; return what takes it again."""

        def look() -> None:
            if found.anew():
                self.touch_found(action, found, text)

        look()
        return LookingAgain(look)

    @hook
    def returned(self, value: Any) -> Any:
        """Hear that a special method returns a value: C code that has called it looks again at what it works on."""
        working = at_work(sys._getframe(2), self.namespace["__builtins__"])
        if working is not None:
            working.look()
        return value


def written_in_c(factory: Any) -> bool:
    """Whether CPython calls a factory without running any Python code, so that no other thread can come in.

    ``Counter``, ``Event`` and ``Queue`` are classes written in Python; ``list``, ``deque`` and ``Lock`` are not.
    """
    if type(factory) is partial:
        given = (*factory.args, *factory.keywords.values())
        return written_in_c(vars(factory).get("_tl_of")) and all(map(_is_used_in_c, given))
    if not isinstance(factory, type) or issubclass(factory, Controlled):
        return any(factory is each for each in (Lock, new_lock, SimpleQueue, local))
    makers = (factory.__new__, factory.__init__, type(factory).__call__)
    return not any(isinstance(made_by, FunctionType) for made_by in makers)


def _is_used_in_c(value: Any) -> bool:
    """Whether C code that makes something of a value calls no code of the program's."""
    in_containers = KINDS.get(type(value)) and all(map(is_constant_value, value))
    return bool(in_containers) or is_constant_value(value) or written_in_c(value)


def under_name(function: _Made, name: str) -> _Made:
    """Call a function that stands for one of the library's by its name, which the words of a TypeError tell."""
    made: Any = function
    if type(made) is MethodType:
        made = made.__self__
    if type(made) is FunctionType and "<locals>" in made.__qualname__ and str(made.__module__).startswith(_OURS):
        made.__qualname__ = name
    return function
