"""Which object a step works on: names alone do not tell, for a program calls several objects by one name."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from threadlab.schedules.result import Thing
from threadlab.schedules.running.operation import Key, Operation

if TYPE_CHECKING:
    from threadlab.schedules.running.protocols import WorldProtocol

_CONTAINERS = (list, dict, set, deque, bytearray)


@dataclass(slots=True)
class Things:
    """Names the objects of one recorded run."""

    _kinds: dict[int, type] = field(default_factory=dict)  # the class of each object seen, by its number
    _seen: int = 0  # of all objects that the world has numbered
    _conditions: dict[int, Thing] = field(default_factory=dict)  # what each thread waits on, or waited on last

    def of(self, world: WorldProtocol, operation: Operation, thread: int, target: str) -> Thing | None:
        """Return the object that a step of ``thread`` works on, None where that is a variable, or not known.

        Args:
            world: the run.
            operation: what is performed.
            thread: the number of the thread.
            target: what the program calls it.
        """
        if operation.subject is not None and operation.target:
            return self._condition(operation, thread)
        if operation.subject is not None:
            return primitive(world, operation.subject)
        return self._owner(world, operation.footprint[0][0], target) if operation.footprint else None

    def _condition(self, operation: Operation, thread: int) -> Thing | None:
        """Return the condition that a thread waits on: to wait is a step of the condition's lock."""
        if operation.action == "wait" and len(operation.footprint) > 1:
            self._conditions[thread] = Thing("condition", operation.footprint[1][0], operation.target)
        return self._conditions.get(thread) if operation.action in ("wait", "wake") else None

    def _owner(self, world: WorldProtocol, key: Key, target: str) -> Thing | None:
        """Return what has the attribute, or the element, that a step reads or writes; or the container as a whole."""
        number, part = key if isinstance(key, tuple) and len(key) == 2 else (key, None)
        if type(number) is not int:
            return None
        for each in world.numbers.kept[self._seen :]:
            self._kinds[world.key(each)] = type(each)
        self._seen = len(world.numbers.kept)
        kind = self._kinds.get(number)
        if kind is None:
            return None
        stem, bracket, _ = target.partition("[")
        if not issubclass(kind, _CONTAINERS):
            return Thing(kind.__name__, number) if number is not key and target.endswith(f".{part}") else None
        if number is key or not bracket:
            return Thing(kind.__name__, number)
        own = f"{stem}[{part!r}]" if bracket and type(part) in (int, str) and target.count("[") == 1 else ""
        return Thing("element", key, own, kind.__name__)


def primitive(world: WorldProtocol, thing: Any) -> Thing | None:
    """Return which primitive it is; None for what is none, as a thread that goes round and round."""
    thing = getattr(thing, "_tl_condition", None) or thing  # a condition's own lock has no other name
    kind = getattr(thing, "_tl_kind", "")
    return Thing(kind, world.key(thing), getattr(thing, "_tl_called", "")) if kind else None
