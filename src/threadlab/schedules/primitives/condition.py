"""Condition: waiting for a notify, with the lock given up meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.primitives.base import Controlled, Waiter, check_length, mover_unless, seconds
from threadlab.schedules.primitives.lock import Lock, RLock, Take, is_free
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.recording.words import threads_listed
from threadlab.schedules.running.world import World, current_world

LOST = "was lost on "  # what a notify was, and on whom
TIMED = "a wait for a notify may end by itself"


def is_none(waiting: Any) -> bool:
    """Say whether nobody waits at a condition whose state is ``waiting``."""
    return not waiting


class Condition(Controlled):
    """A condition variable, as ``threading.Condition``; waiters are notified first come, first served."""

    __module__ = "threading"
    _tl_kind = "condition"

    def __init__(self, lock: Any = None) -> None:
        self._lock: Any = RLock() if lock is None else lock
        self._waiters: list[Waiter] = []
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        if sys.version_info >= (3, 14):
            self.locked = self._lock.locked
        if lock is None:
            self._lock._tl_condition = self

    def _tl_state(self) -> int:
        return len(self._waiters)

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> Any:
        return self._lock.__exit__(kind, error, traceback)

    def _tl_watch(self, world: World) -> None:
        """Watch nothing: a notify that comes when nobody waits is lost."""

    def _is_owned(self) -> bool:
        if hasattr(self._lock, "_is_owned"):
            return bool(self._lock._is_owned())
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout: float | None = None) -> bool:
        """Give the lock up, wait for a notify, take the lock again; False if ``timeout`` seconds passed first.

        Raises:
            RuntimeError: the lock is not held.
            OverflowError: CPython cannot wait for so long.
        """
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        world = current_world()
        if timeout is not None:
            timeout = seconds(timeout)
            check_length(timeout)
        waiter = Waiter(self, world, timed=timeout is not None)
        lock = self._lock
        if not isinstance(lock, Lock | RLock):
            return self._tl_wait_loosely(world, waiter, timeout)
        lock_key, key = world.key(lock), world.key(self)
        footprint = ((lock_key, Mode.WRITE), (key, Mode.WRITE))
        if timeout is not None:
            world.look(TIMED)
        wait = self._tl_sort(world)("wait", footprint, subject=lock, state=lock._tl_state, target=self._tl_words())
        wait.quiet = True
        world.step(wait)
        self._waiters.append(waiter)
        depth = lock._release_save()
        waiter.fiber.waits += 1
        action: Action
        if timeout is not None:
            waiter.wait_until(world, timeout)
            action, ready = "acquire", is_free
            waiter.late = not waiter.told
        else:
            # One step takes a notified waiter to having the lock: no other thread could see what lies between.
            action, ready = "wake", lambda held: not held and waiter.told
        try:
            world.step(
                Take(
                    action,
                    ((lock_key, Mode.WRITE),),
                    subject=lock,
                    state=lock._tl_state,
                    target=self._tl_words() if timeout is None else "",
                    ready=ready,
                    quiet=True,
                )
            )
        finally:
            if not world.ending:
                lock._acquire_restore(depth)
        if timeout is None:
            waiter.heard(world)
        return self._tl_left(waiter)

    def _tl_left(self, waiter: Waiter) -> bool:
        """Return whether a waiter, which has the lock again, was notified in time.

        Only now is one that was not no longer among those who wait: a notify since then was for it, and is lost.
        """
        if waiter.late and waiter in self._waiters:
            self._waiters.remove(waiter)
        return not waiter.late

    def _tl_sort(self, world: World) -> type[Operation]:
        """Return the sort of a wait or notify: with the lock held nobody else can tell when it is done."""
        held = isinstance(self._lock, Lock | RLock) and self._lock._tl_owner is world.current
        return mover_unless(world, TIMED) if held else Operation

    def _tl_wait_loosely(self, world: World, waiter: Waiter, timeout: float | None) -> bool:
        """Wait with a lock of the program's own making, whose methods are steps of their own."""
        self._tl_step("wait", quiet=True)
        self._waiters.append(waiter)
        self._lock.release()
        waiter.fiber.waits += 1
        if timeout is None:
            waiter.wait(world)
        else:
            waiter.wait_until(world, timeout)
            waiter.late = not waiter.told
        self._lock.acquire()
        return self._tl_left(waiter)

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """Wait until ``predicate()`` is true or ``timeout`` seconds have passed; return its last value."""
        world = current_world()
        me, asked = world.current, world.callee(predicate)
        end, left = None, timeout
        result = asked()
        while not result:
            if left is not None:
                if end is None:  # as in CPython, it waits once, however short the time
                    end = me.now + left
                else:
                    left = end - me.now
                    if left <= 0:
                        break
            self.wait(left)
            result = asked()
        return result

    def notify(self, n: int = 1) -> None:
        """Wake up to ``n`` waiting threads.

        Raises:
            RuntimeError: the lock is not held.
        """
        self._tl_notify("notify", n)

    def notify_all(self) -> None:
        """Wake all waiting threads."""
        self._tl_notify("notify_all", sys.maxsize)

    notifyAll = notify_all  # noqa: N815 - threading's own old name

    def _tl_notify(self, action: Action, n: int) -> None:
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        world = current_world()
        self._tl_step(action, quiet=True, idle=is_none, sort=self._tl_sort(world))
        woken, self._waiters = self._waiters[:n], self._waiters[n:]
        for waiter in woken:
            waiter.tell(world)
        if woken:
            world.current.effects += 1
            if self._waiters:
                world.wakes_some = True
        if world.record is not None:
            in_time, late = (
                threads_listed([waiter.fiber.number for waiter in woken if waiter.late is is_late])
                for is_late in (False, True)
            )
            lost = f"{LOST}{late}, which had given up waiting" if late else ""
            told = f"woke {in_time}" if in_time else "" if lost else "woke nobody"
            world.effect(" and ".join(filter(None, (told, lost))))

    def _release_save(self) -> Any:
        return self._lock._release_save()

    def _acquire_restore(self, depth: Any) -> None:
        self._lock._acquire_restore(depth)

    def _at_fork_reinit(self) -> None:
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __repr__(self) -> str:
        self._tl_step("look at", mode=Mode.READ, quiet=True)
        return f"<Condition({self._lock!r}, {len(self._waiters)})>"
