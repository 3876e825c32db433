"""Event: a flag that threads can wait for."""

from __future__ import annotations

from threadlab.schedules.operation import Mode
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.world import Fiber


class _Waiter:
    """One call of wait that found the flag down; a later set lets it go on even if the flag is cleared at once."""

    def __init__(self, fiber: Fiber) -> None:
        self.fiber = fiber
        self.released = False


class Event(Controlled):
    """A flag, as ``threading.Event``."""

    kind = "event"

    def __init__(self) -> None:
        self._flag = False
        self._now = 0.0  # virtual time of the latest set, in seconds
        self._waiters: list[_Waiter] = []

    def is_set(self) -> bool:
        """Say whether the flag is set."""
        world = self._step("look at", mode=Mode.READ, quiet=True)
        self._watch(world)
        world.note(self._flag)
        return self._flag

    isSet = is_set  # noqa: N815 - threading's own old name

    def set(self) -> None:
        """Set the flag and let all waiters go on."""
        world = self._step("set", quiet=True)
        if not self._flag:
            world.current.effects += 1
        self._flag = True
        self._now = max(self._now, world.current.now)
        for waiter in self._waiters:
            waiter.released = True
            world.inform(waiter.fiber)
        self._waiters.clear()

    def clear(self) -> None:
        """Clear the flag."""
        world = self._step("clear", quiet=True)
        if self._flag:
            world.current.effects += 1
        self._flag = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the flag is set, or for ``timeout`` seconds; return whether it was set."""
        world = self._step("wait", quiet=True)
        if self._flag:
            world.current.now = max(world.current.now, self._now)
            return True
        waiter = _Waiter(world.current)
        self._waiters.append(waiter)
        limit = None if timeout is None else max(timeout, 0.0)
        self._step("wake", ready=lambda _: waiter.released, timeout=limit, quiet=True)
        if not waiter.released:
            self._waiters.remove(waiter)
            self._timed_out(world)
        world.current.effects += waiter.released  # to be told is not to poll
        return waiter.released
