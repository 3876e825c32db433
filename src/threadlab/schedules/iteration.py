"""Hooks for iteration, truth, comparison and operators: the reads of containers that Python's syntax hides."""

from __future__ import annotations

import itertools
import operator
import sys
from collections.abc import Callable, Iterator
from types import GeneratorType
from typing import Any

from threadlab.schedules.attributes import AttributeHooks
from threadlab.schedules.core import ELEMENT_READ, MAPPING, MISSING, READ, SCALARS, SEQUENCE, WRITE
from threadlab.schedules.operation import Operation

ENDLESS = (itertools.count, itertools.cycle, itertools.repeat, type(iter(int, 1)))
IMMUTABLE = SCALARS | {tuple, frozenset}


class IterationHooks(AttributeHooks):
    """Steps of iterating, of asking for truth, of comparing and combining."""

    hooks = ("iterate", "iterate_fresh", "unpacked", "truth", "shown", "snapshot", "augmented")

    # -- iteration ---------------------------------------------------------------------------------------------

    def iterate(self, value: Any, text: str = "", names: tuple[str, ...] | None = None) -> Any:
        """An iterator over ``value`` that takes one step for each element."""
        cls = type(value)
        if cls in IMMUTABLE:
            return value
        owner = self.views.get(id(value)) if self.views else None
        if owner is not None:
            return self._iterate_view(value, owner[1], text)
        kind = self.kind(cls)
        if kind:
            if cls not in self._natural:
                self._natural[cls] = not hasattr(cls.__iter__, "__code__")
            if not self._natural[cls]:
                return value
            return self._iterate_sequence(value, text) if cls is list else self._iterate_keys(value, kind, text)
        if names is not None and cls in ENDLESS:
            return self._iterate_endless(value, names)
        if hasattr(cls, "__next__") and not hasattr(cls.__next__, "__code__") and cls is not GeneratorType:
            return self._iterate_shared(value, text)
        return value

    def iterate_fresh(self, value: Any, text: str = "", names: tuple[str, ...] | None = None) -> Any:
        """The same for what a call has just returned: an iterator is nobody else's."""
        cls = type(value)
        if cls in IMMUTABLE or (hasattr(cls, "__next__") and cls not in ENDLESS):
            return value
        return self.iterate(value, text, names)

    _natural: dict[type, bool] = {}

    def _iterate_sequence(self, value: list[Any], text: str) -> Iterator[Any]:
        key, index = self.key(value), 0
        while True:
            self.step(Operation("read", (((key, index), READ), (key, ELEMENT_READ)), target=text))
            if index >= len(value):
                return
            element = value[index]
            if self.world.recording:
                self.world.note(element)
            yield element
            index += 1

    def _iterate_keys(self, value: Any, kind: int, text: str) -> Iterator[Any]:
        if kind != SEQUENCE:
            self.learn_order(value)
        mode = ELEMENT_READ if kind == MAPPING else READ
        return self._iterate_stepping(iter(value), ((self.key(value), mode),), text)

    def _iterate_view(self, view: Any, owner: Any, text: str) -> Iterator[Any]:
        self.learn_order(owner)
        return self._iterate_stepping(iter(view), ((self.key(owner), READ),), text)

    def _iterate_shared(self, iterator: Any, text: str) -> Iterator[Any]:
        return self._iterate_stepping(iterator, ((self.key(iterator), WRITE),), text)

    def _iterate_stepping(self, iterator: Iterator[Any], footprint: Any, text: str) -> Iterator[Any]:
        while True:
            self.step(Operation("read", footprint, target=text))
            element = next(iterator, MISSING)
            if element is MISSING:
                return
            if self.world.recording:
                self.world.note(element)
            yield element

    def _iterate_endless(self, iterator: Iterator[Any], names: tuple[str, ...]) -> Iterator[Any]:
        token: list[Any] = []
        for element in iterator:
            values = sys._getframe(1).f_locals
            self.world.loop(token, (element, *(values.get(name, MISSING) for name in names)))
            yield element

    def unpacked(self, value: Any) -> Any:
        """What is about to be taken apart whole: by a star, or by several targets."""
        cls = type(value)
        if cls not in IMMUTABLE and (self.kind(cls) or id(value) in self.views):
            self.read_whole(value, order=True)
        return value

    # -- truth and text ----------------------------------------------------------------------------------------

    def truth(self, value: Any) -> Any:
        """What is about to be asked whether it is true."""
        cls = type(value)
        if cls not in IMMUTABLE:
            kind = self.kind(cls)
            if kind:
                mode = ELEMENT_READ if kind == SEQUENCE else READ
                self.touch("read", ((self.key(value), mode),), self.describe(value))
                self.note(value)
        return value

    def shown(self, value: Any) -> Any:
        """What is about to become text."""
        if type(value) not in SCALARS:
            self.read_whole(value, deep=True, order=True)
        return value

    def snapshot(self, value: Any) -> Any:
        """An operand of a chain of comparisons: a container as it is now."""
        if type(value) not in IMMUTABLE and type(value) in self.kinds and self.kinds[type(value)]:
            self.read_whole(value, deep=True)
            return value.copy()
        return value

    # -- comparing and combining -------------------------------------------------------------------------------

    def read_both(self, one: Any, other: Any, *, deep: bool = False) -> None:
        """One step that reads both operands, where there is a container among them."""
        found: dict[Any, Any] = {}
        self.reads(one, found, deep=deep)
        self.reads(other, found, deep=deep)
        if found:
            self.touch("read", tuple(found.items()), self.describe(one if self.kind(type(one)) else other))

    def contained(self, element: Any, container: Any) -> bool:
        """``element in container``"""
        cls = type(container)
        if cls not in SCALARS:
            kind = self.kind(cls)
            if kind and hasattr(cls.__contains__, "__code__"):
                pass
            elif kind > SEQUENCE:
                self.touch("read", self.element(container, kind, element, put=False), self.describe(container))
            elif kind or id(container) in self.views:
                self.read_whole(container)
        return element in container

    def augmented(self, current: Any, operand: Any) -> Any:
        """The right side of an augmented assignment whose left side may be changed in place."""
        cls = type(current)
        if cls in SCALARS and type(operand) in SCALARS:
            return operand
        if self.kind(cls):
            operand = self.materialised(operand)
            self.touch("write", ((self.key(current), WRITE), *self.arguments((operand,), current)), self.describe(current))
        elif type(operand) not in SCALARS:
            self.read_whole(operand, deep=cls is str)
        return operand

    def operators(self) -> dict[str, Callable[..., Any]]:
        """The hooks for binary operators and comparisons, by name."""
        return {name: self._binary(name, function) for name, function in FUNCTIONS.items()} | {
            "compare_in": self.contained,
            "compare_not_in": lambda element, container: not self.contained(element, container),
        }

    def _binary(self, name: str, function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        deep = name.startswith("compare") or name == "binary_mod"
        read_both = self.read_both

        def combine(one: Any, other: Any) -> Any:
            if type(one) not in SCALARS or type(other) not in SCALARS:
                read_both(one, other, deep=deep)
            return function(one, other)

        return combine


FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
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
