"""One thread of a program in a world, and what can go wrong with it."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.running.operation import Key, Operation
from threadlab.schedules.stacks.greenlets import greenlet

Lineage = tuple[int, ...]
"""Which thread of its starter's a thread is, and which of its starter's starter's the starter ...: so it is the same
thread on every schedule, where its number depends on who starts a thread first."""


class Fiber:
    """One thread of the program: what it is about to do, and what it knows."""

    __slots__ = (
        "at_once",
        "awaited",
        "beyond",
        "children",
        "clock",
        "clock_reads",
        "daemon",
        "draws",
        "drew",
        "effects",
        "finished",
        "greenlet",
        "holding",
        "idle",
        "launcher",
        "lineage",
        "looked_at",
        "loops",
        "marked",
        "marks",
        "now",
        "number",
        "pending",
        "permits",
        "reads",
        "roused",
        "spinning",
        "thread",
        "timeouts",
        "turns",
        "waited",
        "waits",
        "wake_at",
        "watch",
    )

    def __init__(
        self, number: int, thread: Any, clock: list[int], now: float, daemon: bool, lineage: Lineage = ()
    ) -> None:
        self.number = number
        self.lineage = lineage
        self.children = 0  # how many threads it has started
        self.thread = thread  # the Thread object of the program
        self.daemon = daemon
        self.greenlet: greenlet | None = None
        self.launcher: Fiber | None = None  # who waits, in its start, for the first step with a turn
        self.pending: Operation | None = None
        self.finished = False
        self.clock = clock
        self.now = now  # seconds of virtual time
        self.wake_at = now  # when its time-out or sleep ends, if it has one
        self.at_once = False  # whether that time-out is one of no seconds: it looks, and does not wait
        self.holding: list[Any] = []  # the locks it holds, in the order of taking
        self.permits: list[Any] = []  # the semaphores from which it took and to which it has not given back
        # For telling a loop that only polls: what it read, when that last changed, how often it changed anything
        # itself or looked at the clock, and since when it waits for a change ("when" counts the world's changes).
        self.loops = False  # whether it has come to such a loop at all
        self.watch: dict[Key, int] = {}  # all that it has read since, and when another thread last changed it
        self.reads: list[tuple[int, Key]] = []  # when it read what, in order
        self.awaited: dict[Key, int] = {}  # what its latest turn in vain read, and when first
        self.roused = False  # whether any of that has changed since
        self.effects = 0
        self.marks = 0  # how often it did what another thread could see, be it only for a while
        self.clock_reads = 0
        self.draws = 0  # how many random numbers it has drawn
        self.drew = False  # whether its latest turn in vain drew some, so that the next one may be another one
        self.timeouts = 0  # how often it gave up waiting, having waited
        self.waited = 0.0  # seconds that it has slept and waited in vain, all told
        self.turns = 0  # of loops that it has made
        self.waits = 0  # how often it waited with a lock given up
        self.looked_at = ""  # what its latest turn in vain looked at, in words
        self.spinning = False
        self.marked = False  # whether somebody could have seen the latest turn in vain, so that it cannot be left out
        self.idle = False
        self.beyond = False  # whether more time has passed, in a loop that polls a clock, than any deadline asks for

    def wait_at_most(self, seconds: float) -> None:
        """Note that it is about to wait, for so many seconds at most."""
        self.wake_at = self.now + seconds
        self.at_once = seconds <= 0

    def gave_up(self) -> None:
        """Note that it has waited in vain; who has not waited at all has only looked."""
        if not self.at_once:
            self.timeouts += 1

    def state(self) -> bool:
        """Say whether a fiber that polls may look again (it is the subject of its own waiting)."""
        return self.roused


class Problem:
    """What went wrong on a schedule, and in which fiber; ``fiber`` is None where all are stuck."""

    __slots__ = ("exception", "fiber", "kind")

    def __init__(self, kind: str, fiber: Fiber | None = None, exception: BaseException | None = None) -> None:
        self.kind = kind
        self.fiber = fiber
        self.exception = exception
