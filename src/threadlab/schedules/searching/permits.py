"""Semaphores that always have a permit left: to take one, and to give it back, commutes then.

That a semaphore always has one left is certain while the permits that each thread has held at once, at most, are
together no more than there are. That does not depend on the order of the threads.
"""

from __future__ import annotations

from typing import Any

from threadlab.schedules.running.fiber import Fiber


class Permits:
    """A semaphore's permits: how many there are, and how many each thread has held at once."""

    __slots__ = ("_most", "_there_are", "sites")

    def __init__(self, there_are: int) -> None:
        self._there_are = there_are
        self._most: dict[int, int] = {}
        self.sites: set[str] = set()

    def take(self, thread: int, holds: int, site: str) -> bool:
        """Hear that a thread that holds some takes one more; say whether nobody ever had to wait for one."""
        self.sites.add(site)
        self._most[thread] = max(self._most.get(thread, 0), holds + 1)
        return sum(self._most.values()) <= self._there_are


def permits_of(semaphore: Any, fiber: Fiber) -> int:
    """Return how many permits of a semaphore a thread holds."""
    return sum(each is semaphore for each in fiber.permits)
