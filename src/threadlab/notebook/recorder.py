"""What a test keeps its books with, for a test that is called by hand, with real threads.

On every schedule of a check a controlled twin of each takes its place, of which every call is one step.
"""

from __future__ import annotations

import threading
from typing import Any


class Recorder:
    """A list that threads may add to, and a count of how many are inside something at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[Any] = []
        self._inside = 0
        self._most_inside = 0

    def add(self, item: Any) -> None:
        """Add an item at the end."""
        with self._lock:
            self._items.append(item)

    def all(self) -> list[Any]:
        """Return a list of all items so far, in order."""
        with self._lock:
            return list(self._items)

    def __len__(self) -> int:
        with self._lock:
            return len(self._items)

    def enter(self) -> None:
        """Count the caller in."""
        with self._lock:
            self._inside += 1
            self._most_inside = max(self._most_inside, self._inside)

    def leave(self) -> None:
        """Count the caller out."""
        with self._lock:
            self._inside -= 1

    @property
    def inside(self) -> int:
        """How many are inside now."""
        with self._lock:
            return self._inside

    @property
    def most_inside(self) -> int:
        """The most that were ever inside at once."""
        with self._lock:
            return self._most_inside


def printed() -> list[str]:
    """Return the lines printed so far, which only a check knows.

    Raises:
        RuntimeError: always, for this is not a check.
    """
    raise RuntimeError("printed() is known only while a check runs: decorate the test with @every_schedule")


def printed_by() -> dict[threading.Thread, list[str]]:
    """Return the lines of each thread that has printed anything so far, which only a check knows.

    Raises:
        RuntimeError: always, for this is not a check.
    """
    raise RuntimeError("printed_by() is known only while a check runs: decorate the test with @every_schedule")
