"""A right bounded buffer for tests of what is built upon one: each call is one step."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.primitives.queues.base import Line, ShutDown
from threadlab.schedules.running.operation import Mode
from threadlab.schedules.running.world import current_world


class Closed(Exception):
    """The buffer is closed: nothing more can be put, and what was put has been got."""


class BoundedBuffer(Line):
    """At most ``capacity`` items, first in, first out, until it is closed."""

    _tl_kind = "buffer"

    def __init__(self, capacity: int) -> None:
        super().__init__(capacity)
        self._tl_capacity = capacity

    def _tl_limit(self) -> int:
        return self._tl_capacity

    def put(self, item: Any) -> None:
        """Put an item in, when there is room.

        Raises:
            Closed: the buffer is closed.
        """
        try:
            self._tl_put(item)
        except ShutDown:
            current_world().effect("raises Closed")
            raise Closed from None

    def get(self) -> Any:
        """Get the oldest item, when there is one.

        Raises:
            Closed: the buffer is closed, and there is none.
        """
        try:
            return self._tl_get()
        except ShutDown:
            current_world().effect("raises Closed")
            raise Closed from None

    def close(self) -> None:
        """Let every further put raise Closed, and every get once there is no item."""
        world = current_world()
        self._tl_touch(world, "close", tuple((key, Mode.WRITE) for key in self._tl_keys(world)))
        self._tl_shut = True
        world.current.effects += 1
