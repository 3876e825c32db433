"""What all queues share: items that are put and got, each in one step."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from queue import Empty, Full
from types import GenericAlias
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.primitives.base import Controlled, check_length
from threadlab.schedules.running.operation import Footprint, Mode, Operation
from threadlab.schedules.running.world import World, current_world

if sys.version_info >= (3, 13):
    from queue import ShutDown
else:

    class ShutDown(Exception):
        """Never raised before Python 3.13."""


COUNTED = "a Queue counts its tasks"

QueueState = tuple[int, int | None, int, bool]  # how many items, at most how many, unfinished tasks, shut down
Cause = tuple[list[int], float]  # what the thread knew that made a put or a get possible, and its virtual time


def has_item(state: Any) -> bool:
    """Say whether a get can go on."""
    size, _, _, shut = state
    return bool(size or shut)


def has_room(state: Any) -> bool:
    """Say whether a put can go on."""
    size, limit, _, shut = state
    return bool(limit is None or size < limit or shut)


def has_no_tasks(state: Any) -> bool:
    """Say whether a join can go on."""
    return not state[2]


def is_empty(state: Any) -> bool:
    """Say whether a get would get nothing."""
    return not state[0]


def is_full(state: Any) -> bool:
    """Say whether a put would find no room."""
    return not has_room(state)


class _Move(Operation):
    """A put or a get: it comes after the get or the put that made it possible."""

    __slots__ = ("cause",)
    cause: Callable[[], Cause | None]

    def settle(self) -> None:
        super().settle()
        cause = self.cause()
        if cause is not None:
            self.after = cause[0]


class Line(Controlled):
    """Items that threads put in and get out.

    If the first that is put is the first that is got, a put and a get do not disturb each other: the one works at the
    tail, the other at the head. What orders them is that an item is got after it was put and, where there is a limit,
    put after another was got. Only who looks how many there are looks at both ends.
    """

    _tl_kind = "queue"
    _tl_ends: tuple[str, str] = ("head", "tail")

    def __init__(self, limit: int = 0) -> None:
        self._tl_items: Any = deque()
        self._tl_puts: deque[Cause] = deque()  # one for each item
        self._tl_gets: deque[Cause] = deque()  # one for each place that was made free
        self._tl_spare = limit  # places that are free from the beginning
        self._tl_unfinished = 0
        self._tl_shut = False

    def _tl_limit(self) -> int | None:
        """Return how many items there may be, None if any number."""
        return None

    def _tl_state(self) -> QueueState:
        return len(self._tl_items), self._tl_limit(), self._tl_unfinished, self._tl_shut

    def _tl_add(self, item: Any) -> None:
        self._tl_items.append(item)

    def _tl_take(self) -> Any:
        return self._tl_items.popleft()

    def _tl_keys(self, world: World) -> tuple[Any, Any]:
        number = world.key(self)
        head, tail = self._tl_ends
        return (number, head), (number, tail)

    def _tl_put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put an item in.

        Raises:
            Full: there is no room.
            ShutDown: the queue is shut down.
        """
        world = current_world()
        head, tail = self._tl_keys(world)
        footprint: Footprint = ((tail, Mode.WRITE),)
        if COUNTED in world.learned:
            footprint = (*footprint, ((world.key(self), "tasks"), Mode.WRITE))
        if self._tl_limit() is None:
            block, timeout = True, None
        self._tl_move(world, "put", footprint, head, self._tl_room, has_room, is_full, block, timeout)
        if self._tl_shut:
            raise ShutDown
        if is_full(self._tl_state()):
            self._tl_in_vain(world, block)
            raise Full
        world.note(item)
        self._tl_moved(world, self._tl_room())
        self._tl_add(item)
        if self._tl_spare > 0:
            self._tl_spare -= 1
        elif self._tl_gets:
            self._tl_gets.popleft()
        self._tl_puts.append(self._tl_cause(world))
        self._tl_unfinished += 1

    def _tl_get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Get an item out.

        Raises:
            Empty: there is none.
            ShutDown: the queue is shut down, and there is none.
        """
        world = current_world()
        head, tail = self._tl_keys(world)
        self._tl_move(world, "get", ((head, Mode.WRITE),), tail, self._tl_supply, has_item, is_empty, block, timeout)
        if not self._tl_items:
            if self._tl_shut:
                raise ShutDown
            self._tl_in_vain(world, block)
            raise Empty
        self._tl_moved(world, self._tl_supply())
        item = self._tl_take()
        world.note(item)
        self._tl_puts.popleft()
        if self._tl_limit() is not None:
            self._tl_gets.append(self._tl_cause(world))
        return item

    def _tl_move(
        self,
        world: World,
        action: Action,
        footprint: Footprint,
        far: Any,
        cause: Callable[[], Cause | None],
        ready: Callable[[Any], bool],
        idle: Callable[[Any], bool],
        block: bool,
        timeout: float | None,
    ) -> None:
        patient = block and timeout is None
        if not patient and far != footprint[0][0]:
            footprint = (*footprint, (far, Mode.READ))
        operation = _Move(
            action,
            footprint,
            subject=self,
            state=self._tl_state,
            ready=ready if block else None,
            timed=block and not patient,
            quiet=True,
            idle=None if patient else idle,
        )
        operation.cause = cause
        if timeout is not None:
            world.current.wait_at_most(timeout)
        world.step(operation)

    def _tl_supply(self) -> Cause | None:
        """Return the put that the next get needs."""
        return self._tl_puts[0] if self._tl_puts else None

    def _tl_room(self) -> Cause | None:
        """Return the get that the next put needs, if it needs one."""
        return self._tl_gets[0] if self._tl_gets and self._tl_spare <= 0 else None

    def _tl_cause(self, world: World) -> Cause:
        me = world.current
        return me.clock.copy(), me.now

    def _tl_moved(self, world: World, cause: Cause | None) -> None:
        me = world.current
        me.effects += 1
        if cause is not None:
            me.now = max(me.now, cause[1])

    def _tl_in_vain(self, world: World, block: bool) -> None:
        me = world.current
        for key in self._tl_keys(world):
            world.watch(key)
        if block:
            check_length(me.wake_at - me.now)
            me.now = max(me.now, me.wake_at)
            me.gave_up()
            world.effect("gave up waiting")

    def _tl_size(self) -> int:
        """Return how many items there are now."""
        world = current_world()
        keys = tuple(dict.fromkeys(self._tl_keys(world)))
        self._tl_touch(world, "look at", tuple((key, Mode.READ) for key in keys))
        for key in keys:
            world.watch(key)
        return len(self._tl_items)

    def _tl_touch(
        self, world: World, action: Action, footprint: Footprint, ready: Callable[[Any], bool] | None = None
    ) -> None:
        """Make a step that is neither a put nor a get."""
        world.step(Operation(action, footprint, subject=self, state=self._tl_state, ready=ready, quiet=True))

    __class_getitem__: Any = classmethod(GenericAlias)
