"""Lock and RLock."""

from __future__ import annotations

import sys
import warnings
from types import TracebackType
from typing import Any, Self

from threadlab.schedules.primitives.base import Controlled, check_timeout, mover_unless
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import Clock
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import World, current_world


def is_free(held: Any) -> bool:
    """Say whether a lock whose state is ``held`` can be taken."""
    return not held


def is_held(held: Any) -> bool:
    """Say whether a lock whose state is ``held`` cannot be taken."""
    return bool(held)


LOOKED_AT = "somebody looks whether a lock is held"


class Take(Operation):
    """A lock is taken: after all that its last holder did, though the release may have had no turn of its own."""

    __slots__ = ()

    def settle(self) -> None:
        """Order it after the release that makes it possible; blocks that commute, after the last that does not."""
        super().settle()
        if not self.state():
            lock = self.subject
            self.after = lock._tl_ordered if self.footprint[0][1] is Mode.COMMUTING else lock._tl_released


class _AnyLock(Controlled):
    """What Lock and RLock share: one owner at a time."""

    __slots__ = (
        *("__weakref__", "_tl_called", "_tl_condition", "_tl_now", "_tl_number", "_tl_ordered", "_tl_owner"),
        "_tl_released",
    )
    _tl_kind = "lock"
    _tl_owner: Fiber | None
    _tl_condition: Controlled | None  # the Condition that made it for itself
    _tl_now: float  # virtual time of the latest release, in seconds
    _tl_released: Clock | None  # what its last holder knew when it gave the lock back
    _tl_ordered: Clock | None  # the same of its last holder whose block does not commute with others

    def __new__(cls, *_arguments: object, **_words: object) -> Self:
        """Make it whole at once, as C code does: a subclass may leave out ``super().__init__()``."""
        self = super().__new__(cls)
        self._tl_called = ""
        self._tl_owner = self._tl_condition = self._tl_released = self._tl_ordered = None
        self._tl_now = 0.0
        return self

    def _tl_state(self) -> bool:
        return self._tl_owner is not None

    def _tl_words(self) -> str:
        if not self._tl_called and self._tl_condition is not None:
            return self._tl_condition._tl_words()
        return super()._tl_words()

    def _tl_take(self, world: World) -> None:
        me = world.current
        self._tl_owner = me
        me.holding.append(self)
        if self._tl_now > me.now:
            me.now = self._tl_now
        if world.record is not None:
            world.record.holding(world)

    def _tl_give_back(self, world: World) -> None:
        owner = self._tl_owner
        assert owner is not None
        owner.holding.remove(self)
        me = world.current
        if owner is not me:
            world.discipline.broken()
        self._tl_owner = None
        if me.now > self._tl_now:
            self._tl_now = me.now
        world.give_back(self)
        if world.record is not None:
            world.record.holding(world)

    def _tl_acquire(self, blocking: bool, timeout: float) -> bool:
        mode = Mode.WRITE
        if check_timeout(blocking, timeout, held=self._tl_owner is not None):
            current_world().look(LOOKED_AT)
            world = self._tl_step("acquire", ready=is_free, timeout=timeout, quiet=True, idle=is_held, sort=Take)
        elif blocking:
            mode = current_world().mode_of_block()
            world = self._tl_step("acquire", ready=is_free, quiet=True, sort=Take, mode=mode)
        else:
            current_world().look(LOOKED_AT)
            world = self._tl_step("try to acquire", quiet=True, idle=is_held, sort=Take)
        if self._tl_owner is not None:
            if blocking:
                self._tl_timed_out(world)
            else:
                self._tl_watch(world)
                world.effect("did not get it")
            return False
        self._tl_take(world)
        if mode is Mode.COMMUTING:
            world.begin_block(self)
        if not blocking:
            world.effect("got it")
        return True

    def _tl_locked(self) -> bool:
        current_world().look(LOOKED_AT)
        world = self._tl_step("look at", mode=Mode.READ, quiet=True)
        self._tl_watch(world)
        world.note(self._tl_owner is not None)
        return self._tl_owner is not None

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

    def _at_fork_reinit(self) -> None:
        if self._tl_owner is not None:
            self._tl_give_back(current_world())

    def __repr__(self) -> str:
        state = "locked" if self._tl_locked() else "unlocked"
        return f"<{state} {type(self).__module__}.{type(self).__qualname__} object at {id(self):#x}>"


class Lock(_AnyLock):
    """A lock that any thread may release, as ``threading.Lock``."""

    __slots__ = ()
    __module__ = "_thread"
    __qualname__ = "lock"

    def __init_subclass__(cls) -> None:
        raise TypeError("type '_thread.lock' is not an acceptable base type")

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; return whether it was got. ``timeout`` in seconds, -1 for none."""
        return self._tl_acquire(blocking, timeout)

    def release(self) -> None:
        """Give the lock back.

        Raises:
            RuntimeError: nobody holds it.
        """
        world = current_world()
        if self._tl_owner is not world.current:
            world.look(LOOKED_AT)
        self._tl_step("release", quiet=True, sort=mover_unless(world, LOOKED_AT))
        if self._tl_owner is None:
            world.effect("raises RuntimeError, for nobody holds it")
            raise RuntimeError("release unlocked lock")
        self._tl_give_back(world)

    def locked(self) -> bool:
        """Say whether somebody holds the lock."""
        return self._tl_locked()

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def _is_owned(self) -> bool:
        """Say whether a Condition may take it that the caller holds the lock: anybody does, as in CPython."""
        return self._tl_owner is current_world().current or self.locked()

    def _release_save(self) -> int:
        self._tl_give_back(current_world())
        return 1

    def _acquire_restore(self, _: int) -> None:
        self._tl_take(current_world())


class RLock(_AnyLock):
    """A lock that its owner may take again, as ``threading.RLock``."""

    __slots__ = ("_tl_depth",)
    __module__ = "_thread"
    _tl_depth: int

    def __new__(cls, *_arguments: object, **_words: object) -> Self:  # noqa: D102
        self = super().__new__(cls)
        self._tl_depth = 0
        return self

    def __init__(self, *arguments: object, **words: object) -> None:
        if (arguments or words) and sys.version_info >= (3, 15):
            raise TypeError("RLock() takes no arguments")
        if (arguments or words) and sys.version_info >= (3, 13):
            warnings.warn("RLock takes no arguments", DeprecationWarning, stacklevel=2)

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock once more; return whether it was got. ``timeout`` in seconds, -1 for none."""
        world = current_world()
        if self._tl_owner is world.current:
            check_timeout(blocking, timeout)
            self._tl_depth += 1  # nobody else can tell: no step
            return True
        got = self._tl_acquire(blocking, timeout)
        if got:
            self._tl_depth = 1
        return got

    def release(self) -> None:
        """Give the lock back once.

        Raises:
            RuntimeError: the calling thread does not own it.
        """
        world = current_world()
        if self._tl_owner is not world.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self._tl_depth > 1:
            self._tl_depth -= 1
            return
        self._tl_step("release", quiet=True, sort=mover_unless(world, LOOKED_AT))
        self._tl_depth = 0
        self._tl_give_back(world)

    def _is_owned(self) -> bool:
        return self._tl_owner is current_world().current

    if sys.version_info >= (3, 14):

        def locked(self) -> bool:
            """Say whether somebody holds the lock, be it the caller."""
            return self._tl_locked()

    def __repr__(self) -> str:
        text = super().__repr__()
        owner = 0 if self._tl_owner is None else self._tl_owner.number + 1
        return text.replace(" object at ", f" object owner={owner} count={self._tl_depth} at ")

    def _recursion_count(self) -> int:
        return self._tl_depth if self._is_owned() else 0

    # What a Condition does to the lock within its own steps.

    def _release_save(self) -> int:
        """Release the lock however often it was taken; return how often."""
        if not self._is_owned():
            raise RuntimeError("cannot release un-acquired lock")
        depth, self._tl_depth = self._tl_depth, 0
        self._tl_give_back(current_world())
        return depth

    def _acquire_restore(self, depth: int) -> None:
        """Take the lock as often as before ``_release_save``."""
        self._tl_take(current_world())
        self._tl_depth = depth


def new_rlock(*arguments: object, **words: object) -> RLock:
    """Return a new RLock: ``threading.RLock`` is a function, so nothing is an instance of it."""
    return RLock(*arguments, **words)


def new_lock() -> Lock:
    """Return a new Lock: before Python 3.13 ``threading.Lock`` is a function, so nothing is an instance of it."""
    return Lock()
