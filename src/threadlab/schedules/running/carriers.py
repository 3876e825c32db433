"""Greenlets that carry one fiber after another.

A new greenlet for each fiber costs twenty times more than to go on with one that has done its work: its stack is
asked of the operating system and given back.
"""

from __future__ import annotations

from collections.abc import Callable

from greenlet import getcurrent, greenlet

Body = Callable[[], greenlet]
"""What a fiber does, from its first step to its last; it returns which greenlet goes on then."""


class Carriers:
    """The greenlets of one search, in one thread of the operating system."""

    def __init__(self) -> None:
        self._idle: list[greenlet] = []

    def carrier(self) -> greenlet:
        """Return a greenlet whose next ``switch(body)`` runs a body."""
        return self._idle.pop() if self._idle else greenlet(self._carry)

    def _carry(self, body: Body) -> None:
        while True:
            successor = body()
            del body  # with all that hangs on it
            self._idle.append(getcurrent())
            body = successor.switch()
