"""Barrier: threads that wait for each other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import BrokenBarrierError
from typing import Any

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.primitives.base import Controlled, MadeByInit, Waiter, seconds
from threadlab.schedules.running.operation import Mode
from threadlab.schedules.running.world import World, current_world

BREAKS = "a Barrier may break"

FILLING, ACTING, DRAINING, RESETTING, BROKEN = "filling", "acting", "draining", "resetting", "broken"


def may_enter(stage: Any) -> bool:
    """Say whether a thread can come to a barrier at this stage."""
    return bool(stage in (FILLING, BROKEN))


def is_quiet(stage: Any) -> bool:
    """Say whether no thread runs the barrier's action at this stage, with the barrier's own lock held."""
    return bool(stage != ACTING)


def may_leave(stage: Any) -> bool:
    """Say whether the threads that wait at a barrier can go on at this stage."""
    return stage not in (FILLING, ACTING)


class Barrier(Controlled):
    """A meeting point for a fixed number of threads, as ``threading.Barrier``.

    As in CPython those who are let go leave one by one, and nobody comes in before all have left. While no barrier is
    ever broken or reset, nobody can tell when each of them leaves: then all leave at once.
    """

    __module__ = "threading"
    _tl_kind = "barrier"
    _tl_stage: str = MadeByInit("_cond")  # type: ignore[assignment]

    def __init__(self, parties: int, action: Callable[[], object] | None = None, timeout: float | None = None) -> None:
        if parties < 1 and sys.version_info >= (3, 13):
            raise ValueError(f"parties must be {'>= 1' if sys.version_info >= (3, 14) else '> 0'}")
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._count = 0  # threads inside
        self._tl_stage = FILLING
        self._tl_waiters: list[Waiter] = []
        self._tl_now = 0.0  # virtual time of the latest change of stage

    def _tl_state(self) -> str:
        return self._tl_stage

    def wait(self, timeout: float | None = None) -> int:
        """Wait until all parties have come; return how many had come before, 0 to ``parties - 1``.

        Raises:
            BrokenBarrierError: the barrier was broken or reset, or ``timeout`` seconds passed.
        """
        world = current_world()
        if timeout is None:
            timeout = self._timeout
        if timeout is not None:
            self._tl_may_break(world)
        self._tl_step("wait", ready=may_enter, quiet=True)
        if self._tl_stage == BROKEN:
            raise BrokenBarrierError
        index = self._count
        self._count += 1
        if index + 1 == self._parties:
            self._tl_open(world)
        elif timeout is None and BREAKS not in world.learned:
            waiter = Waiter(self, world)
            self._tl_waiters.append(waiter)
            waiter.wait(world, "go on")
        else:
            self._tl_wait(world, timeout)
        return index

    def _tl_may_break(self, world: World) -> None:
        if BREAKS not in world.learned and not world.solo:
            world.learn(BREAKS)

    def _tl_open(self, world: World) -> None:
        """Run the action, then let all go."""
        if self._action is not None:
            self._tl_stage = ACTING
            try:
                world.callee(self._action)()
            except (Abandoned, Unmodelled):
                raise
            except BaseException:
                self._tl_may_break(world)
                self._tl_step("break", quiet=True)
                self._tl_change(world, BROKEN)
                self._tl_leave(world)
                raise
            self._tl_step("open", quiet=True)
        world.effect("let all go on")
        if BREAKS in world.learned:
            self._tl_change(world, DRAINING)
            self._tl_leave(world)
            return
        self._tl_change(world, FILLING)
        self._count = 0
        for waiter in self._tl_waiters:
            waiter.tell(world)
        self._tl_waiters.clear()

    def _tl_wait(self, world: World, timeout: float | None) -> None:
        """Wait until the stage changes, then leave."""
        limit = None if timeout is None else seconds(timeout)
        self._tl_step("go on", ready=may_leave, timeout=limit, quiet=True)
        if self._tl_stage == ACTING:  # too late, but the barrier's own lock has to be taken first
            self._tl_step("go on", ready=is_quiet, quiet=True)
        if self._tl_stage == FILLING:
            self._tl_timed_out(world)
            self._tl_change(world, BROKEN)
        me = world.current
        me.now = max(me.now, self._tl_now)
        me.effects += 1
        good = self._tl_stage == DRAINING
        self._tl_leave(world)
        if not good:
            raise BrokenBarrierError

    def _tl_leave(self, world: World) -> None:
        self._count -= 1
        if not self._count and self._tl_stage in (DRAINING, RESETTING):
            self._tl_change(world, FILLING)

    def _tl_change(self, world: World, stage: str) -> None:
        me = world.current
        me.effects += 1
        self._tl_stage = stage
        self._tl_now = max(self._tl_now, me.now)

    def reset(self) -> None:
        """Make the barrier as new; threads that wait get a BrokenBarrierError."""
        self._tl_may_break(current_world())
        world = self._tl_step("reset", ready=is_quiet, quiet=True)
        if not self._count:
            self._tl_change(world, FILLING)
        elif self._tl_stage in (FILLING, BROKEN):
            self._tl_change(world, RESETTING)

    def abort(self) -> None:
        """Break the barrier: threads that wait, and all that come, get a BrokenBarrierError."""
        self._tl_may_break(current_world())
        world = self._tl_step("abort", ready=is_quiet, quiet=True)
        self._tl_change(world, BROKEN)

    @property
    def parties(self) -> int:
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self) -> int:
        """How many threads wait now."""
        self._tl_look()
        return self._count if self._tl_stage in (FILLING, ACTING) else 0

    @property
    def broken(self) -> bool:
        """Whether the barrier is broken."""
        self._tl_look()
        return self._tl_stage == BROKEN

    def _tl_look(self) -> None:
        self._tl_watch(self._tl_step("look at", mode=Mode.READ, quiet=True))

    def __repr__(self) -> str:
        name = f"threading.{type(self).__qualname__} at {id(self):#x}"
        self._tl_look()
        if self._tl_stage == BROKEN:
            return f"<{name}: broken>"
        waiting = self._count if self._tl_stage == FILLING else 0
        return f"<{name}: waiters={waiting}/{self._parties}>"
