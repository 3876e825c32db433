"""The time of live cells: it passes as they compute, and when all of their threads sleep it is passed for them."""

from __future__ import annotations

import time
from collections.abc import Callable

SLICE = 0.1  # seconds: how long a pause is at most before somebody looks whether it is to be stopped
LONGEST_PAUSE = 1.0  # seconds for which one sleep is shown
LONGEST_OF_ALL = 10.0  # seconds for which those of one cell are


class LiveClock:
    """Seconds since it was made.

    Args:
        pause: lets so many seconds go by in which nothing of the program runs, though what shows it may; afterwards it
            raises KeyboardInterrupt if that was asked for.
        read: the real clock.
    """

    def __init__(self, pause: Callable[[float], None], read: Callable[[], float] = time.perf_counter) -> None:
        self._pause = pause
        self._read = read
        self._zero = read()
        self._epoch = time.time()
        self._left = LONGEST_OF_ALL

    def now(self) -> float:
        """Return the time."""
        return self._read() - self._zero

    def wall(self) -> float:
        """Return the time of day, in seconds since 1970."""
        return self._epoch + self.now()

    def begin_cell(self) -> None:
        """Hear that another cell begins, which may pause anew."""
        self._left = LONGEST_OF_ALL

    def pass_until(self, moment: float) -> None:
        """Let time pass until ``moment``: what is shown of it is bounded, the rest is skipped."""
        show = min(moment - self.now(), LONGEST_PAUSE, self._left)
        while show > 0:
            before = self._read()
            self._pause(min(show, SLICE))
            passed = self._read() - before
            show -= max(passed, SLICE / 100)  # a clock that stands still must not keep us here
            self._left -= passed
        self._zero -= max(0.0, moment - self.now())
