"""Clocks that never run backwards: whoever sees what another thread did is at least as late as that thread was then.

Each thread has a time of its own, for any thread may be slower than any sleep. Lamport, "Time, clocks, and the ordering
of events in a distributed system" (1978): what a thread reads carries the time of whoever wrote it.
"""

from __future__ import annotations

from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.operation import CONFLICT, Footprint, Key, Mode

_CHANGES = (Mode.WRITE, Mode.ELEMENT_WRITE)


class Stamps:
    """When everything shared was changed last, in seconds of virtual time."""

    __slots__ = ("latest",)

    def __init__(self) -> None:
        self.latest: dict[tuple[Key, Mode], float] = {}

    def touch(self, fiber: Fiber, footprint: Footprint) -> None:
        """Hear of a step: its thread is later than the changes that come before it, and the change is as late."""
        latest = self.latest
        for key, mode in footprint:
            for change in _CHANGES:
                if CONFLICT[mode][change]:
                    fiber.now = max(fiber.now, latest.get((key, change), 0.0))
        for key, mode in footprint:
            if mode in _CHANGES:
                latest[key, mode] = max(latest.get((key, mode), 0.0), fiber.now)
