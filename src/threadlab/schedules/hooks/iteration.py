"""Hooks for iteration, truth, comparison and operators: the reads of containers that Python's syntax hides."""

from __future__ import annotations

import itertools
import operator
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import FunctionType
from typing import Any

from threadlab.schedules.hooks.advancing.again import LookingAgain
from threadlab.schedules.hooks.advancing.stepping import CallingIterator, Lazy, Stepper
from threadlab.schedules.hooks.attributes import METHODS
from threadlab.schedules.hooks.contents.effects import LOOPS
from threadlab.schedules.hooks.contents.values import as_it_is
from threadlab.schedules.hooks.core import (
    ELEMENT_READ,
    MAPPING,
    MISSING,
    READ,
    SCALARS,
    SEQUENCE,
    SET,
    WRITE,
    Objects,
    hook,
)
from threadlab.schedules.hooks.elements import under_name
from threadlab.schedules.hooks.formatting import TextHooks
from threadlab.schedules.running.operation import Footprint, Found

ENDLESS: tuple[type, ...] = (itertools.count, itertools.cycle, itertools.repeat, CallingIterator)
IMMUTABLE: frozenset[type] = SCALARS | {tuple}

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "binary_add": operator.add,
    "binary_mul": operator.mul,
    "binary_sub": operator.sub,
    "binary_or": operator.or_,
    "binary_and": operator.and_,
    "binary_xor": operator.xor,
    "binary_mod": operator.mod,
    "compare_eq": operator.eq,
    "compare_ne": operator.ne,
    "compare_lt": operator.lt,
    "compare_le": operator.le,
    "compare_gt": operator.gt,
    "compare_ge": operator.ge,
}


class Named:
    """A value under a name with a dot, which is the only sort of name that a pattern compares with."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class IterationHooks(TextHooks):
    """Steps of iterating, of asking for truth, of comparing and combining."""

    # -- iteration ---------------------------------------------------------------------------------------------

    @hook
    def iterate(self, value: Any, text: str = "", names: tuple[str, ...] | None = None, used: bool = True) -> Any:
        """Return an iterator over ``value`` that takes one step for each element.

        Args:
            value: what is gone through.
            text: how the program names it.
            names: the variables that tell how a ``for`` loop gets on, should it be endless.
            used: whether the elements themselves tell that, too.
        """
        cls = type(value)
        if cls in IMMUTABLE:
            return value
        if cls is list:
            return self._iterate_list(value, text)
        kind = self.kind(cls)
        if kind:
            iterates: Any = cls.__iter__
            return value if type(iterates) is FunctionType else self._iterate_container(value, kind, text)
        if cls is frozenset:
            return self.in_order(value)
        if self.behind(value) is not value:
            owner = self.behind(value)
            self.learn_order(owner)
            return self._iterate_stepping(value, ((self.key(owner), READ),), text)
        if cls is Lazy:
            value = value.begun()
            cls = type(value)
        if hasattr(cls, "__next__"):  # an iterator, which others may have
            stepping = self.stepping(value)
            return stepping if names is None or cls not in ENDLESS else self._iterate_endless(stepping, names, used)
        return value

    def _iterate_list(self, value: list[Any], text: str) -> Iterator[Any]:
        key, index = self.key(value), 0
        while True:
            self.touch("read", (((key, index), READ), (key, ELEMENT_READ)), text)
            if index >= len(value):
                return
            element = value[index]
            if self.world.recording:
                self.record(element, f"{text}[{index}]")
            yield element
            index += 1

    def _iterate_container(self, value: Any, kind: int, text: str) -> Iterator[Any]:
        if kind != SEQUENCE:
            self.learn_order(value)
        mode = ELEMENT_READ if kind == MAPPING else READ
        if kind == SET:
            return self._iterate_set(value, text)
        return self._iterate_stepping(value, ((self.key(value), mode),), text)

    def _iterate_set(self, value: set[Any], text: str) -> Iterator[Any]:
        elements: list[Any] = []
        size = index = 0
        while True:
            self.touch("read", ((self.key(value), READ),), text)
            if not index:
                size, elements = len(value), self.in_order(value)
            if len(value) != size:
                raise RuntimeError("Set changed size during iteration")
            if index == size:
                return
            yield self.noted(elements[index])
            index += 1

    def _iterate_stepping(self, value: Iterable[Any], footprint: Footprint, text: str) -> Iterator[Any]:
        iterator: Iterator[Any] | None = None
        while True:
            self.touch("read", footprint, text)
            if iterator is None:  # which looks at what it goes through when it is made, so not before its turn
                iterator = iter(value)
            element = next(iterator, MISSING)
            if element is MISSING:
                return
            yield self.noted(element)

    def _iterate_endless(self, iterator: Iterator[Any], names: tuple[str, ...], used: bool) -> Iterator[Any]:
        token: list[Any] = []
        for element in iterator:
            values = sys._getframe(1).f_locals
            self.loop(token, (element if used else None, *(values.get(name, MISSING) for name in names)))
            yield element

    @hook
    def unpacked(self, value: Any, text: str = "", deep: bool = False) -> Any:
        """Return what is about to be taken apart whole: by a star, or by several targets.

        Args:
            value: what it is.
            text: what the program writes there, for the story.
            deep: whether what is in it is taken apart, too.
        """
        cls = type(value)
        if deep or cls not in IMMUTABLE:
            if hasattr(cls, "__next__"):
                return self._taken(value, text, deep)
            if hasattr(cls, "_tl_as_it_is"):
                return self.materialised(value)
            if deep or self.kind(cls) or self.behind(value) is not value:
                self.read_whole(value, text, deep=deep, order=True)
            if cls is set or cls is frozenset:
                return self.in_order(value)
        return value

    def _taken(self, iterator: Any, text: str, looks: bool) -> Any:
        """Take the step of using an iterator up, if it takes one; return what to use."""
        found = Found()
        iterator = self.used_up(iterator, found, looks)
        if found.anew():
            self.touch_found("read", found, text or "an iterator")
        return iterator

    def backwards(self, value: Any) -> Any:
        """Do as ``reversed`` for a container: it keeps in mind where it begins."""
        owner = self.behind(value)
        key = self.key(owner)
        if self.kind(type(owner)) != SEQUENCE:
            self.learn_order(owner)
        self.touch("read", ((key, ELEMENT_READ),), self.describe(owner))
        raw = reversed(value)

        def touches(*, whole: bool = False) -> Footprint:  # noqa: ARG001
            return ((key, READ),)

        return Stepper(self, raw, touches, text=self.describe(owner))

    # -- truth and patterns ------------------------------------------------------------------------------------

    @hook
    def truth(self, value: Any, text: str = "") -> Any:
        """Return what is about to be asked whether it is true."""
        cls = type(value)
        if cls not in IMMUTABLE:
            kind = self.kind(cls)
            if kind:
                mode = ELEMENT_READ if kind == SEQUENCE else READ
                self.touch("read", ((self.key(value), mode),), text or self.describe(value))
                self.noted(value)
        return value

    def class_data(self, cls: type) -> Footprint:
        """Return the touches of reading all data that an instance of ``cls`` may have from its class."""
        return tuple(
            ((self.key(base), name), READ)
            for base in cls.__mro__
            if self.made_by_program(base)
            for name, found in base.__dict__.items()
            if not (name.startswith("__") or isinstance(found, METHODS) or hasattr(type(found), "__get__"))
        )

    @hook
    def matched(self, value: Any, text: str = "", objects: bool = False) -> Any:
        """Return what is about to be matched against a pattern, which looks into it in one step.

        Args:
            value: what is matched.
            text: what the program writes there, for the story.
            objects: whether the pattern looks into objects that lie inside, too.
        """
        cls = type(value)
        if cls not in SCALARS:
            found = Found()
            self.look_into(value, found, deep=True, objects=objects)
            if self.has_fields(cls):
                found.look(lambda into: into.update((*self.all_attributes(value), *self.class_data(cls))))
            if found.anew():
                self.touch_found("read", found, text or self.describe(self.behind(value)))
                self.noted(value)
        return value

    @hook
    def matched_not(self, value: Any, text: str = "", objects: bool = False, *_named: Any) -> bool:
        """Take the step of looking into a value again, which the patterns so far have not matched.

        Args:
            value: as ``matched``.
            text: as ``matched``.
            objects: as ``matched``.
            _named: what the next pattern names, read for it.
        """
        self.matched(value, text, objects)
        return False

    @hook
    def with_dot(self, value: Any) -> Named:
        """Return what a pattern can name to be compared with a value that was read for it."""
        return Named(value)

    @hook
    def snapshot(self, value: Any) -> Any:
        """Return an operand of a chain of comparisons: a container as it is now."""
        if type(value) not in IMMUTABLE and self.kind(type(value)) and not self.is_students(type(value)):
            self.read_whole(value, deep=True)
            return value.copy()
        return value

    # -- comparing and combining -------------------------------------------------------------------------------

    def read_both(self, one: Any, other: Any, *, deep: bool = False, objects: Objects = False) -> None:
        """Take one step that reads both operands, where there is a container among them.

        Args:
            one: the left operand.
            other: the right one.
            deep: whether what is inside of containers is read, too.
            objects: whether the attributes of the program's objects are read; or of which classes.
        """
        found = Found()
        self.look_into(one, found, deep=deep, objects=objects)
        first = bool(found.anew())
        self.look_into(other, found, deep=deep, objects=objects)
        if found.anew():
            self.touch_found("read", found, self.describe(self.behind(one if first else other)))

    @hook
    def compare_in(self, element: Any, container: Any) -> bool:
        """Return ``element in container``."""
        cls = type(container)
        if cls not in SCALARS:
            kind = self.kind(cls)
            if kind and kind != SEQUENCE and type(cls.__contains__) is not FunctionType:
                again = self.looking(Found(*self.element(container, kind, element)), self.describe(container))
                return bool(again.call(operator.contains, container, element))
            if hasattr(cls, "__next__"):
                container = self._taken(container, "", looks=True)
            elif type(getattr(cls, "__contains__", None)) is not FunctionType:
                again = self.looking(self.inside((container, element)), self.describe(self.behind(container)))
                return bool(again.call(operator.contains, container, element))
        return element in container

    @hook
    def compare_not_in(self, element: Any, container: Any) -> bool:
        """Return ``element not in container``."""
        return not self.compare_in(element, container)

    @hook
    def augmented(self, current: Any, operand: Any, text: str = "", operator_: str = "") -> Any:
        """Return the right side of an augmented assignment, whose left side may be changed in place.

        ``operator_`` is the name of the method that does so.

        Args:
            current: the left side's value.
            operand: the right side's.
            text: what the program writes there, for the story.
            operator_: the method that changes the left side in place.
        """
        cls = type(current)
        if cls in SCALARS and type(operand) in SCALARS:
            return operand
        if issubclass(cls, Counter) and issubclass(type(operand), Counter) and getattr(cls, operator_, None) in LOOPS:
            self.text("counter")[operator_](current, operand)
            return current.copy() if operator_ == "__iand__" else Counter()  # which changes nothing any more
        if self.kind(cls):
            operand = self._extended(current, operator_, operand, text)
            operand = self.materialised(operand)
            self.touch_found("write", self.arguments((operand,), current, (self.key(current), WRITE)), text)
        else:
            self.read_whole(operand, deep=cls is str)
        return operand


def _operator_hook(name: str, function: Callable[[Any, Any], Any]) -> Callable[[IterationHooks, Any, Any], Any]:
    """Return the hook for a binary operator or a comparison, as a method."""
    formats = name == "binary_mod"
    special = f"__{name.partition('_')[2]}__"
    deep = name.startswith("compare") or formats

    def combine(self: IterationHooks, one: Any, other: Any) -> Any:
        if type(one) not in SCALARS or type(other) not in SCALARS:
            if issubclass(type(one), Counter) and getattr(type(one), special, None) in LOOPS:
                result = self.text("counter")[special](one, other)
                return function(one, other) if result is NotImplemented else result
            look = partial(self.read_both, one, other, deep=deep)
            look()
            one, other = as_it_is(one), as_it_is(other)
            if formats and type(one) is str:
                other = self.texts_for(one, other)
            return LookingAgain(look).call(function, one, other)
        return function(one, other)

    return hook(under_name(combine, function.__name__))


for _name, _function in OPERATORS.items():
    setattr(IterationHooks, _name, _operator_hook(_name, _function))
