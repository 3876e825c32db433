"""``time``, virtual: a thread's clock moves when it sleeps, times out, or hears of a later one."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.operation import Operation
from threadlab.schedules.world import Fiber, current_world

EPOCH = 1_700_000_000.0  # seconds: where every world's wall clock begins
TICK = 1e-6  # seconds that pass between two looks at the clock


def never(_: Any) -> bool:
    """Say that a sleeper is never ready before its time."""
    return False


class _Sleep:
    """The subject of a sleep: nothing that anybody else can change."""

    def state(self) -> None:
        return None


_SLEEP = _Sleep()


def sleep(seconds: float) -> None:
    """Let others go first. It orders nothing: any thread may be slower than any sleep.

    Raises:
        ValueError: ``seconds`` is negative.
    """
    seconds = float(seconds)
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    world = current_world()
    me = world.current
    me.wake_at = me.now + seconds
    world.step(Operation("sleep", (), subject=_SLEEP, target=f"{seconds:g} s", ready=never, timed=True, quiet=True))
    me.now = max(me.now, me.wake_at)


def _read() -> Fiber:
    me = current_world().current
    me.now += TICK
    me.clock_reads += 1
    return me


def monotonic() -> float:
    """Return the thread's virtual time in seconds."""
    return _read().now


perf_counter = process_time = thread_time = monotonic


def time() -> float:
    """Return the thread's virtual time in seconds, as if since 1970."""
    return EPOCH + _read().now


def monotonic_ns() -> int:
    """Return the thread's virtual time in nanoseconds."""
    return round(_read().now * 1e9)


perf_counter_ns = monotonic_ns


def time_ns() -> int:
    """Return the thread's virtual time in nanoseconds, as if since 1970."""
    return round((EPOCH + _read().now) * 1e9)
