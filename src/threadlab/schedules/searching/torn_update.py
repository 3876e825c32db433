"""A schedule for programs with very many steps: one thread stops amid an update, and the others run through.

To search such a program is out of the question. But what is not protected in it breaks on a schedule with two switches:
a thread goes on until it is about to write what it has read or written before, all others run to their ends, then it
writes.
"""

from __future__ import annotations

from typing import Literal

from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.operation import ELEMENT_READ, READ, Key
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates
from threadlab.schedules.searching.replay import Guided

MAX_TURNS = 5_000  # that are taken before such an update is given up

Sort = Literal["free", "locks", "held"]
"""Where a thread is stopped: before it writes with no lock what it has read, or has written before; before it takes a
lock once more; or before it writes with a lock, for others may hold another one."""


class TornUpdate(Guided):
    """A scheduler that stops a thread amid an update, if it comes upon one.

    Args:
        sort: where threads may be stopped.
        which: which of these places it is, from 0.
        ahead: the thread that goes ahead of all others as soon as it can, and that is stopped; 0 if any may be.
    """

    def __init__(self, sort: Sort, which: int, ahead: int = 0) -> None:
        super().__init__([])
        self._ahead = ahead
        self._sort = sort
        self._left = which
        self._locked: set[int] = set()  # which threads have taken a lock
        self._met: dict[int, set[Key]] = {}  # by thread, what it has read or written
        self._torn: Fiber | None = None

    def choose(self, world: World) -> Fiber | None:
        """Choose who goes on, and note what it is about to read or write."""
        if len(self.choices) > MAX_TURNS:
            world.stopped = "steps"
            return None
        chosen = super().choose(world)
        if chosen is not None and chosen.pending is not None and self._torn is None:
            self._met.setdefault(chosen.number, set()).update(key for key, _ in chosen.pending.footprint)
            if chosen.pending.action == "acquire":
                self._locked.add(chosen.number)
        return chosen

    def _beyond(self, candidates: Candidates, world: World) -> Fiber | None:
        me = world.current
        if self._torn is None and self._is_amid_an_update(me, candidates):
            other = next((fiber for fiber in candidates.ready if fiber is not me), None)
            if other is not None:
                self._left -= 1
                if self._left < 0:
                    self._torn, self._through, self.led = me, True, len(self.choices) + 1
                    return other
        first = next((fiber for fiber in candidates.ready if fiber.number == self._ahead), None)
        return first if first and self._ahead and self._torn is None else super()._beyond(candidates, world)

    def _is_amid_an_update(self, fiber: Fiber, candidates: Candidates) -> bool:
        if fiber not in candidates.ready or fiber.pending is None or self._ahead not in (0, fiber.number):
            return False
        if self._sort == "locks":
            return fiber.pending.action == "acquire" and fiber.number in self._locked and not fiber.holding
        if not fiber.pending.plain or bool(fiber.holding) != (self._sort == "held"):
            return False
        met = self._met.get(fiber.number, ())
        return any(key in met and mode not in (READ, ELEMENT_READ) for key, mode in fiber.pending.footprint)
