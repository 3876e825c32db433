"""Event: a flag that threads can wait for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from threadlab.schedules.primitives.base import Controlled, Waiter, seconds
from threadlab.schedules.primitives.condition import Condition
from threadlab.schedules.primitives.lock import Lock
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import current_world

CLEARED = "an Event is cleared"


def is_up(flag: Any) -> bool:
    """Say whether an event whose state is ``flag`` is set."""
    return bool(flag)


def is_down(flag: Any) -> bool:
    """Say whether an event whose state is ``flag`` is not set."""
    return not flag


class _Wait(Operation):
    """The beginning of a wait: a look at the flag, which is all if the flag is up.

    While no event is ever cleared, to look too early does no harm if one waits without a time limit: the set will
    come. Then only a look at a flag that is up has to stand where it stands, after the set.
    """

    __slots__ = ("patient",)
    patient: bool

    def settle(self) -> None:
        """Order only what others can tell."""
        if self.patient:
            if self.state():
                self.ready = is_up
            else:
                self.footprint = ()


SET_BEFORE = "set before"  # what came of a wait that found the flag set


class Event(Controlled):
    """A flag, as ``threading.Event``."""

    __module__ = "threading"
    _tl_kind = "event"

    def __init__(self) -> None:
        self._flag = False
        self._tl_now = 0.0  # virtual time of the latest set, in seconds
        self._tl_waiters: list[Waiter] = []

    def _tl_state(self) -> bool:
        return self._flag

    def is_set(self) -> bool:
        """Say whether the flag is set."""
        world = self._tl_step("look at", mode=Mode.READ, quiet=True)
        self._tl_watch(world)
        world.note(self._flag)
        return self._flag

    isSet = is_set  # noqa: N815 - threading's own old name

    def set(self) -> None:
        """Set the flag and let all waiters go on."""
        world = self._tl_step("set", quiet=True, idle=is_up)
        me = world.current
        if not self._flag:
            me.effects += 1
        self._flag = True
        self._tl_now = max(self._tl_now, me.now)
        for waiter in self._tl_waiters:
            waiter.tell(world)
        self._tl_waiters.clear()

    def clear(self) -> None:
        """Clear the flag."""
        world = current_world()
        if not world.solo and CLEARED not in world.learned:
            world.learn(CLEARED)
        self._tl_step("clear", quiet=True, idle=is_down)
        if self._flag:
            world.current.effects += 1
        self._flag = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the flag is set, or for ``timeout`` seconds; return whether it was set."""
        world = current_world()
        operation = _Wait("wait", ((world.key(self), Mode.READ),), subject=self, state=self._tl_state, quiet=True)
        operation.patient = timeout is None and CLEARED not in world.learned
        world.step(operation)
        me = world.current
        if self._flag:
            me.now = max(me.now, self._tl_now)
            world.effect(SET_BEFORE)
            return True
        waiter = Waiter(self, world, timed=timeout is not None)
        self._tl_waiters.append(waiter)
        if timeout is None:
            waiter.wait(world)
        else:
            waiter.wait_until(world, seconds(timeout))
            if not waiter.told:
                self._tl_waiters.remove(waiter)
        return waiter.told

    @cached_property
    def _cond(self) -> Condition:
        """A condition as the one inside CPython's Event, for what looks there; nothing here needs it."""
        return Condition(Lock())

    def _at_fork_reinit(self) -> None:
        self._cond._at_fork_reinit()

    def __repr__(self) -> str:
        return f"<threading.{type(self).__qualname__} at {id(self):#x}: {'set' if self.is_set() else 'unset'}>"
