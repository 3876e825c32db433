"""Semaphore and BoundedSemaphore."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.primitives.base import Controlled, MadeByInit, seconds
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.operation import Mode
from threadlab.schedules.running.world import current_world


def is_positive(value: Any) -> bool:
    """Say whether a semaphore whose state is ``value`` can be taken from."""
    return bool(value > 0)


def is_zero(value: Any) -> bool:
    """Say whether a semaphore whose state is ``value`` cannot be taken from."""
    return not value


class Semaphore(Controlled):
    """A counter of permits, as ``threading.Semaphore``."""

    __module__ = "threading"
    _tl_kind = "semaphore"
    _tl_value: int = MadeByInit("_cond")  # type: ignore[assignment]

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._tl_value = value
        self._tl_now = 0.0  # virtual time of the latest release, in seconds

    def _tl_state(self) -> int:
        return self._tl_value

    @property
    def _value(self) -> int:
        """How many permits are left: a private name of CPython's, which programs look at all the same."""
        self._tl_watch(self._tl_step("look at", mode=Mode.READ, quiet=True))
        current_world().note(self._tl_value)
        return self._tl_value

    @_value.setter
    def _value(self, _: object) -> None:
        raise Unmodelled("changes the _value of a semaphore")

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take a permit; return whether one was got. ``timeout`` in seconds, None for none.

        Raises:
            ValueError: a time-out for a call that does not block.
        """
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        mode = current_world().mode_of_permit(self, waits=blocking and timeout is None)
        if not blocking:
            world = self._tl_step("try to acquire", quiet=True, idle=is_zero)
        elif timeout is None:
            world = self._tl_step("acquire", ready=is_positive, quiet=True, mode=mode)
        else:
            world = self._tl_step("acquire", ready=is_positive, timeout=seconds(timeout), quiet=True, idle=is_zero)
        if not self._tl_value:
            if blocking:
                self._tl_timed_out(world)
            else:
                self._tl_watch(world)
                world.effect("did not get it")
            return False
        me = world.current
        self._tl_value -= 1
        me.permits.append(self)
        me.now = max(me.now, self._tl_now)
        if not blocking:
            world.effect("got it")
        return True

    __enter__ = acquire

    def release(self, n: int = 1) -> None:
        """Give ``n`` permits, whether they were taken before or not.

        Raises:
            ValueError: ``n`` is less than one.
        """
        if n < 1:
            raise ValueError("n must be one or more")
        world = self._tl_step("release", quiet=True, mode=current_world().mode_of_giving(self, n))
        self._tl_check(n)
        self._tl_value += n
        self._tl_now = max(self._tl_now, world.current.now)
        for _ in range(n):
            self._tl_give_back(world.current)

    def _tl_check(self, n: int) -> None:
        """Check that ``n`` permits more may be given."""

    def _tl_give_back(self, me: Fiber) -> None:
        for index, semaphore in enumerate(me.permits):
            if semaphore is self:
                del me.permits[index]
                return
        me.effects += 1  # what it never took: a signal, which is not to poll

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not current_world().ending:
            self.release()

    def __repr__(self) -> str:
        return f"<threading.{type(self).__qualname__} at {id(self):#x}: value={self._value}>"


class BoundedSemaphore(Semaphore):
    """A semaphore that holds at most as many permits as at first, as ``threading.BoundedSemaphore``."""

    __module__ = "threading"

    def __init__(self, value: int = 1) -> None:
        super().__init__(value)
        self._initial_value = value

    def _tl_check(self, n: int) -> None:
        if self._tl_value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")

    def __repr__(self) -> str:
        return f"<threading.{type(self).__qualname__} at {id(self):#x}: value={self._tl_value}/{self._initial_value}>"
