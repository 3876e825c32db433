"""Daemon threads that go on when all others have ended: what they do then, they might have done before."""

from __future__ import annotations

from threadlab.schedules.running.operation import Footprint, Key

MAX_LINGERING = 100  # steps in which they touch nothing new


class Afterlife:
    """What they have touched; who goes on for ever touches nothing new."""

    def __init__(self) -> None:
        self._touched: set[tuple[int, Key]] = set()
        self._lingering = 0

    def goes_on(self, thread: int, footprint: Footprint) -> bool:
        """Hear of a step of a daemon thread; say whether more of them can show anything new."""
        touched = {(thread, key) for key, _ in footprint}
        self._lingering = self._lingering + 1 if touched <= self._touched else 0
        self._touched |= touched
        return self._lingering <= MAX_LINGERING
