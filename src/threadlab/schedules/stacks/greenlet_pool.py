"""Greenlets that carry one fiber after another.

A new greenlet for each fiber costs twenty times more than to go on with one that has done its work: its stack is
asked of the operating system and given back.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import ref

from threadlab.schedules.stacks.greenlets import GreenletExit, getcurrent, greenlet

Body = Callable[[], greenlet]
"""What a fiber does, from its first step to its last; it returns which greenlet goes on then."""


class Carriers:
    """The greenlets of one search."""

    def __init__(self) -> None:
        self._idle: list[greenlet] = []
        self._made: list[greenlet] = []

    def idle(self) -> greenlet | None:
        """Return a greenlet whose next ``switch(body)`` runs a body, None if all that there are have work to do."""
        return self._idle.pop() if self._idle else None

    def carrier(self) -> greenlet:
        """Return a greenlet whose next ``switch(body)`` runs a body.

        A new greenlet begins as deep in calls as the one that first switches to it, which is who asks for it.
        """
        if self._idle:
            return self._idle.pop()
        carrier = greenlet(_carry)
        self._made.append(carrier)
        carrier.switch(getcurrent(), ref(self))
        return carrier

    def rest(self, carrier: greenlet) -> None:
        """Hear that a carrier has done its work."""
        self._idle.append(carrier)

    def end(self) -> None:
        """End them all, for none may be left to the collector of garbage.

        A greenlet that dies of having no reference may call the collector in the midst of its last switch. If that
        ends other greenlets, the thread goes on with their context variables, and what runs in asyncio, as a Jupyter
        kernel does, never runs again (seen with greenlet 3.5).
        """
        self._idle.clear()
        for carrier in self._made:
            while not carrier.dead:  # one that is not at rest ends what it carries first
                carrier.throw(GreenletExit)
        self._made.clear()


def _carry(asker: greenlet, carriers: ref[Carriers]) -> None:
    # Nobody sees what a greenlet at rest holds: with its carriers in hand it would keep itself alive for ever.
    body: Body = asker.switch()
    while True:
        successor = body()
        del body  # with all that hangs on it
        owner = carriers()
        assert owner is not None  # a world that runs has them
        owner.rest(getcurrent())
        del owner
        body = successor.switch()
