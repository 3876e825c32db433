"""Lock and RLock."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from threadlab.schedules.operation import Mode
from threadlab.schedules.primitives.base import Controlled, check_timeout
from threadlab.schedules.world import Fiber, World, current_world


def is_free(held: Any) -> bool:
    """Say whether a lock whose state is ``held`` can be taken."""
    return not held


class _AnyLock(Controlled):
    """What Lock and RLock share: one owner at a time."""

    kind = "lock"

    def __init__(self) -> None:
        self.owner: Fiber | None = None
        self.condition: Controlled | None = None  # the Condition that made it for itself
        self._now = 0.0  # virtual time of the latest release, in seconds

    def state(self) -> bool:
        return self.owner is not None

    def _take(self, world: World) -> None:
        me = world.current
        self.owner = me
        me.holding.append(self)
        me.now = max(me.now, self._now)
        if world.record is not None:
            world.record.holding(world)

    def _give_back(self, world: World) -> None:
        owner = self.owner
        assert owner is not None
        owner.holding.remove(self)
        self.owner = None
        self._now = max(self._now, world.current.now)
        if world.record is not None:
            world.record.holding(world)

    def _acquire(self, blocking: bool, timeout: float) -> bool:
        if check_timeout(blocking, timeout):
            world = self._step("acquire", ready=is_free, timeout=timeout, quiet=True)
        elif blocking:
            world = self._step("acquire", ready=is_free, quiet=True)
        else:
            world = self._step("try to acquire", quiet=True)
        if self.owner is not None:
            if blocking:
                self._timed_out(world)
            else:
                self._watch(world)
                world.effect("did not get it")
            return False
        self._take(world)
        if not blocking:
            world.effect("got it")
        return True

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not current_world().ending:
            self.release()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        raise NotImplementedError

    def release(self) -> None:
        raise NotImplementedError


class Lock(_AnyLock):
    """A lock that any thread may release, as ``threading.Lock``."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; return whether it was got. ``timeout`` in seconds, -1 for none."""
        return self._acquire(blocking, timeout)

    def release(self) -> None:
        """Give the lock back.

        Raises:
            RuntimeError: nobody holds it.
        """
        world = self._step("release", quiet=True)
        if self.owner is None:
            raise RuntimeError("release unlocked lock")
        self._give_back(world)

    def locked(self) -> bool:
        """Say whether somebody holds the lock."""
        world = self._step("look at", mode=Mode.READ, quiet=True)
        self._watch(world)
        world.note(self.owner is not None)
        return self.owner is not None

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def owned(self) -> bool:
        """Say whether a Condition may take it that the caller holds the lock: anybody does, as in CPython."""
        return self.owner is current_world().current or self.locked()

    def give_up_all(self, world: World) -> int:
        """Release the lock for a Condition's wait; return what ``take_again`` needs."""
        self._give_back(world)
        return 1

    def take_again(self, world: World, depth: int) -> None:
        """Take the lock at the end of a Condition's wait."""
        self._take(world)


class RLock(_AnyLock):
    """A lock that its owner may take again, as ``threading.RLock``."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock once more; return whether it was got. ``timeout`` in seconds, -1 for none."""
        world = current_world()
        if self.owner is world.current:
            check_timeout(blocking, timeout)
            self._depth += 1  # nobody else can tell: no step
            return True
        got = self._acquire(blocking, timeout)
        if got:
            self._depth = 1
        return got

    def release(self) -> None:
        """Give the lock back once.

        Raises:
            RuntimeError: the calling thread does not own it.
        """
        world = current_world()
        if self.owner is not world.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self._depth > 1:
            self._depth -= 1
            return
        world = self._step("release", quiet=True)
        self._depth = 0
        self._give_back(world)

    def locked(self) -> bool:
        """Say whether somebody holds the lock (new in Python 3.14, harmless before)."""
        world = self._step("look at", mode=Mode.READ, quiet=True)
        self._watch(world)
        return self.owner is not None

    def owned(self) -> bool:
        """Say whether the calling thread holds the lock."""
        return self.owner is current_world().current

    def give_up_all(self, world: World) -> int:
        """Release the lock however often it was taken, for a Condition's wait; return how often."""
        depth, self._depth = self._depth, 0
        self._give_back(world)
        return depth

    def take_again(self, world: World, depth: int) -> None:
        """Take the lock as often as before a Condition's wait."""
        self._take(world)
        self._depth = depth

    _is_owned = owned

    def _recursion_count(self) -> int:
        return self._depth if self.owned() else 0
