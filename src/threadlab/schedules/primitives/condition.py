"""Condition: waiting for a notify, with the lock given up meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

from threadlab.schedules.operation import Mode, Operation
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.lock import Lock, RLock
from threadlab.schedules.world import Fiber, World, current_world


class _Waiter:
    """One call of wait, until it is notified."""

    def __init__(self, fiber: Fiber) -> None:
        self.fiber = fiber
        self.notified = False


class Condition(Controlled):
    """A condition variable, as ``threading.Condition``; waiters are notified first come, first served."""

    kind = "condition"

    def __init__(self, lock: Lock | RLock | None = None) -> None:
        self.lock: Lock | RLock = RLock() if lock is None else lock
        self._waiters: list[_Waiter] = []
        self.acquire = self.lock.acquire
        self.release = self.lock.release
        if lock is None:
            self.lock.condition = self

    def state(self) -> int:
        return len(self._waiters)

    def __enter__(self) -> bool:
        return self.lock.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.lock.__exit__(kind, error, traceback)

    def _is_owned(self) -> bool:
        return self.lock.owned()

    def wait(self, timeout: float | None = None) -> bool:
        """Give the lock up, wait for a notify, take the lock again; False if ``timeout`` seconds passed first.

        Raises:
            RuntimeError: the lock is not held.
        """
        if not self.lock.owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        world = current_world()
        waiter = _Waiter(world.current)
        lock_key, key = world.key(self.lock), world.key(self)
        world.step(
            Operation(
                "wait", ((lock_key, Mode.WRITE), (key, Mode.WRITE)), subject=self.lock, target=self._name(), quiet=True
            )
        )
        self._waiters.append(waiter)
        depth = self.lock.give_up_all(world)
        waiter.fiber.waits += 1
        if timeout is not None:
            return self._wait_until(world, waiter, depth, max(timeout, 0.0))
        # One step takes a notified waiter to having the lock: no other thread could see what lies between.
        world.step(
            Operation(
                "wake",
                ((lock_key, Mode.WRITE),),
                subject=self.lock,
                target=self._name(),
                ready=lambda held: not held and waiter.notified,
                quiet=True,
            )
        )
        self.lock.take_again(world, depth)
        waiter.fiber.effects += 1  # to be told is not to poll
        return True

    def _wait_until(self, world: World, waiter: _Waiter, depth: int, timeout: float) -> bool:
        me = world.current
        me.wake_at = me.now + timeout
        world.step(
            Operation(
                "wake",
                ((world.key(self), Mode.WRITE),),
                subject=self,
                ready=lambda _: waiter.notified,
                timed=True,
                quiet=True,
            )
        )
        if not waiter.notified:
            self._waiters.remove(waiter)
            self._timed_out(world)
        try:
            world.step(
                Operation(
                    "acquire",
                    ((world.key(self.lock), Mode.WRITE),),
                    subject=self.lock,
                    ready=lambda held: not held,
                    quiet=True,
                )
            )
        finally:
            if not world.ending:
                self.lock.take_again(world, depth)
        me.effects += waiter.notified
        return waiter.notified

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """Wait until ``predicate()`` is true or ``timeout`` seconds have passed; return its last value."""
        me = current_world().current
        end = None if timeout is None else me.now + timeout
        result = predicate()
        while not result:
            if end is None:
                self.wait()
            else:
                left = end - me.now
                if left <= 0:
                    break
                self.wait(left)
            result = predicate()
        return result

    def notify(self, n: int = 1) -> None:
        """Wake up to ``n`` waiting threads.

        Raises:
            RuntimeError: the lock is not held.
        """
        self._notify("notify", n)

    def notify_all(self) -> None:
        """Wake all waiting threads."""
        self._notify("notify_all", sys.maxsize)

    notifyAll = notify_all  # noqa: N815 - threading's own old name

    def _notify(self, action: str, n: int) -> None:
        if not self.lock.owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        world = self._step(action, quiet=True)
        woken, self._waiters = self._waiters[:n], self._waiters[n:]
        for waiter in woken:
            waiter.notified = True
            world.inform(waiter.fiber)
        if woken:
            world.current.effects += 1
        world.effect(f"woke {len(woken)} thread{'' if len(woken) == 1 else 's'}" if woken else "woke nobody")

    def _name(self) -> str:
        return self._called or self.kind
