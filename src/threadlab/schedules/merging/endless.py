"""A schedule that leads to where no end can be reached from, and shows what goes on there for ever."""

from __future__ import annotations

from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates
from threadlab.schedules.searching.replay import Guided

SHOWN = 8  # steps of each thread that are shown of what goes on for ever


class Endless(Guided):
    """A scheduler that follows ``choices`` and breaks the run off there: no end can be reached, which is known.

    Args:
        choices: whose turn it was at each step.
        like: as for ``Guided``.
        contended: as for ``Guided``.
        shown: how many of the last choices show what goes on for ever.
        more: how many steps of each thread are made besides, to show that.
    """

    def __init__(
        self,
        choices: list[int],
        like: World | None = None,
        contended: frozenset[str] = EVERYTHING,
        *,
        shown: int = 0,
        more: int = 0,
    ) -> None:
        super().__init__(choices, like, contended)
        self._begin = len(choices) - shown
        self._more = more
        self._made: dict[int, int] = {}  # how many steps each thread has made of those that show what goes on for ever
        self._effects = -1  # how often the threads had changed anything before

    @property
    def shown(self) -> int:
        """How many steps show what goes on for ever."""
        return sum(self._made.values())

    def choose(self, world: World) -> Fiber | None:
        """Choose as told; beyond that, each thread in turn; then end the run."""
        if self.place >= self._begin and self._effects < 0:
            self._effects = _effects(world)
        if self.followed:
            candidates = Candidates(world)
            able = [*candidates.ready, *candidates.late]
            left = [fiber for fiber in able if self._made.get(fiber.number, 0) < self._more]
            if not left:
                self._break_off(world, able)
                return None
            self.tell(min(left, key=lambda fiber: (fiber is not world.current, fiber.number)).number)
        before = self.place
        chosen = super().choose(world)
        if chosen is not None and before >= self._begin:
            self._made[chosen.number] = self._made.get(chosen.number, 0) + 1
        return chosen

    def _break_off(self, world: World, able: list[Fiber]) -> None:
        quiet = _effects(world) == self._effects
        for fiber in world.fibers:
            waits_for_end = fiber.pending is not None and fiber.pending.action == "join"
            if not fiber.finished and (fiber in able or (fiber.number in self._made and not waits_for_end)):
                fiber.idle = True
                if quiet and world.record is not None:
                    fiber.looked_at = world.record.looked_at(fiber.number, self.shown)
        world.problem = Problem("endless")


def _effects(world: World) -> int:
    return sum(fiber.effects for fiber in world.fibers) + len(world.printed)
