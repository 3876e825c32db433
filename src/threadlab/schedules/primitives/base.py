"""What every controlled primitive shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from threadlab.schedules.operation import Mode, Operation
from threadlab.schedules.world import World, current_world

TIMEOUT_MAX = 9223372036.0  # seconds, as CPython's on a 64-bit machine


def check_timeout(blocking: bool, timeout: float) -> bool:
    """Say whether an acquire has a time limit.

    Raises:
        ValueError: a time-out for a call that does not block, or a negative one.
        OverflowError: a time-out that is too long.
    """
    if timeout == -1:
        return False
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timestamp out of range for platform time_t")
    return True


class Controlled:
    """A primitive. Its state changes only between ``self._step(...)`` and the next step."""

    kind = "primitive"
    _called = ""  # under what name the program keeps it

    def state(self) -> Any:
        """Return what waiting operations look at."""
        return None

    def _step(
        self,
        action: str,
        *,
        ready: Callable[[Any], bool] | None = None,
        timeout: float | None = None,
        quiet: bool = False,
        mode: Mode = Mode.WRITE,
    ) -> World:
        """Announce one operation on this primitive and wait for its turn.

        ``timeout`` is in seconds of virtual time; None waits for ever. An operation with a time-out may have its
        turn although the primitive is not ready: the caller looks, and has timed out.
        """
        world = current_world()
        if timeout is not None:
            world.current.wake_at = world.current.now + timeout
        operation = Operation(
            action,
            ((world.key(self), mode),),
            subject=self,
            ready=ready,
            timed=timeout is not None,
            quiet=quiet,
        )
        world.step(operation)
        return world

    def _timed_out(self, world: World) -> None:
        """Note that the current fiber waited in vain: its time has passed, and a poll may see that again."""
        me = world.current
        me.now = max(me.now, me.wake_at)
        self._watch(world)
        world.effect("gave up waiting")

    def _watch(self, world: World) -> None:
        """Note that the current fiber has seen the state, so a change of it is news to a loop that polls."""
        world.current.watch.add(world.key(self))
