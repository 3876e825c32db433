"""``time``, virtual: a thread's clock moves when it sleeps, times out, or hears of a later one.

Where ``World.late`` is a number, much time passes before looks at it; so many first looks of each thread are choices.
"""

from __future__ import annotations

import calendar
import time as _real
from math import isnan
from operator import index
from typing import Any

from threadlab.schedules.primitives.base import check_length
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.learned_facts import CLOCK_ONLY_SHOWN
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.operation import Operation
from threadlab.schedules.running.world import World, current_world

struct_time, strptime = _real.struct_time, _real.strptime
timezone, altzone, daylight, tzname = 0, 0, 0, ("UTC", "UTC")  # the same wherever the program runs

EPOCH = 1_700_000_000.0  # seconds: where every world's wall clock begins
TICK = 1e-6  # seconds that pass between two looks at the clock
LONG = 1e8  # seconds that pass, where threads are slow, more than any deadline; some are slower than others
LAST_DATE = 2.5e11  # seconds since 1970: in the year 9892
END = 2e11  # seconds that pass at most in looks that are late: dates end in the year 9999


def never(_: Any) -> bool:
    """Say that a sleeper is never ready before its time."""
    return False


def sleep(seconds: float, /) -> None:
    """Let others go first. It orders nothing: any thread may be slower than any sleep.

    Raises:
        TypeError: ``seconds`` is no number.
        ValueError: ``seconds`` is negative, or "not a number".
        OverflowError: CPython cannot sleep for so long.
    """
    seconds = getattr(seconds, "_tl_likely", seconds)  # of a random number
    seconds = seconds if isinstance(seconds, float) else float(index(seconds))
    if isnan(seconds):
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    check_length(seconds)
    world = current_world()
    me = world.current
    me.wake_at = me.now + seconds
    me.waited += seconds
    world.step(Operation("sleep", (), target=f"{seconds:g} s", ready=never, timed=True, quiet=True))
    me.now = max(me.now, me.wake_at)


def _read() -> float:
    world = current_world()
    if CLOCK_ONLY_SHOWN in world.learned and world.learned is not EVERYTHING:  # which a plain run counts on
        return _shown(world)
    if not world.solo:
        world.look_at_clock()
    me = world.current
    me.now += _much(me) if _much_passes(world, me) else TICK
    me.clock_reads += 1
    return me.now


def _shown(world: World) -> float:
    """Return a time that decides nothing: as long as threads run, the same."""
    if world.solo:
        world.current.now += TICK
        world.shown_time = world.current.now
    return world.shown_time


def _much(me: Fiber) -> float:
    """Return how much time passes before a look that is late; dates have an end, so it gets less after many looks."""
    return max(LONG * (me.number + 1) * (1 - me.now / END), TICK)


def _much_passes(world: World, me: Fiber) -> bool:
    """Say whether much time passes before a look at the clock."""
    if world.late is None:
        return False
    return world.setting_up or me.clock_reads >= world.late or world.pick(2) == 0


def monotonic() -> float:
    """Return the thread's virtual time in seconds."""
    return _read()


perf_counter = process_time = thread_time = monotonic


def time() -> float:
    """Return the thread's virtual time in seconds, as if since 1970."""
    return EPOCH + _read()


def monotonic_ns() -> int:
    """Return the thread's virtual time in nanoseconds."""
    return round(_read() * 1e9)


perf_counter_ns = process_time_ns = thread_time_ns = monotonic_ns


def time_ns() -> int:
    """Return the thread's virtual time in nanoseconds, as if since 1970."""
    return round((EPOCH + _read()) * 1e9)


def time_with_a_date() -> float:
    """Return what ``time`` does, where a date is made of it.

    Raises:
        Abandoned: so much time has passed that no date says so.
    """
    now = time()
    if now > LAST_DATE:
        current_world().stop("unmodelled", "so much time passes that no date can say so")
    return now


def gmtime(seconds: float | None = None) -> _real.struct_time:
    """Return the date and time of day, in UTC; now if ``seconds`` since 1970 are not given."""
    return _real.gmtime(time_with_a_date() if seconds is None else seconds)


localtime = gmtime


def strftime(form: str, moment: Any = None) -> str:
    """Format a date and time of day; now if ``moment`` is not given."""
    return _real.strftime(form, gmtime() if moment is None else moment)


def asctime(moment: Any = None) -> str:
    """Format a date and time of day as "Tue Nov 14 22:13:20 2023"; now if ``moment`` is not given."""
    return _real.asctime(gmtime() if moment is None else moment)


def ctime(seconds: float | None = None) -> str:
    """Format a moment in seconds since 1970; now if it is not given."""
    return asctime(gmtime(seconds))


def mktime(moment: Any) -> float:
    """Return the seconds since 1970 of a date and time of day in UTC."""
    return float(calendar.timegm(moment))


NAMES = (
    *("sleep", "time", "monotonic", "perf_counter", "process_time", "thread_time"),
    *("time_ns", "monotonic_ns", "perf_counter_ns", "process_time_ns", "thread_time_ns"),
    *("struct_time", "gmtime", "localtime", "strftime", "strptime", "asctime", "ctime", "mktime"),
    *("timezone", "altzone", "daylight", "tzname"),
)
