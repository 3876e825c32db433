"""A right bounded buffer on real threads; on every schedule of a check its controlled twin takes its place."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

from threadlab.schedules.primitives.for_tests.bounded_buffer import Closed

__all__ = ["BoundedBuffer", "Closed"]


class BoundedBuffer:
    """At most ``capacity`` items, first in, first out, until it is closed."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: deque[Any] = deque()
        self._closed = False
        self._changed = threading.Condition()

    def put(self, item: Any) -> None:
        """Put an item in, when there is room.

        Raises:
            Closed: the buffer is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._items) < self._capacity)
            if self._closed:
                raise Closed
            self._items.append(item)
            self._changed.notify_all()

    def get(self) -> Any:
        """Get the oldest item, when there is one.

        Raises:
            Closed: the buffer is closed, and there is none.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._items)
            if not self._items:
                raise Closed
            self._changed.notify_all()
            return self._items.popleft()

    def close(self) -> None:
        """Let every further put raise Closed, and every get once there is no item."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
