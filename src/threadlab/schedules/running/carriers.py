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
    """The greenlets of one search; the greenlet that makes it is their hub."""

    def __init__(self) -> None:
        self._hub = getcurrent()
        self._idle: list[greenlet] = []

    def carrier(self) -> greenlet:
        """Return a greenlet whose next ``switch(body)`` runs a body. Only the hub may ask for one.

        A greenlet begins as deep in calls as the one that first switches to it.
        """
        if self._idle:
            return self._idle.pop()
        carrier = greenlet(self._carry)
        carrier.switch()
        return carrier

    def _carry(self) -> None:
        body: Body = self._hub.switch()
        while True:
            successor = body()
            del body  # with all that hangs on it
            self._idle.append(getcurrent())
            body = successor.switch()
