"""What the runs of a search have come to so far, and what that says about how much is left."""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search

PATIENCE = 300  # schedules without a failure, after which a proof by states is asked for
PATIENCE_RUNS = 1_000  # runs after which it is, too, though few of them came to their end: loops that draw go on
PATIENCE_STEPS = 100_000  # steps of all of them, after which it is, too
LONG_ON_AVERAGE = (
    1_000  # steps of each of the first ten schedules, after which it is, too: the next may be longer still
)
FEW = 3_000  # schedules in all: to run the rest of them costs less than a proof that comes to nothing
MANY = 400  # steps of a schedule: where it has more, threads do something very often
SOME = 50  # schedules, after which it is asked briefly if blocks may come in any order, where there seem to be many
CERTAIN = 600  # schedules that seem to come, where it is as good as certain that there are more than PATIENCE
MUCH_WORK = 10_000  # steps of all such schedules, after which it is asked if blocks may come in any order


@dataclass(slots=True)
class SearchTally:
    """What the runs of one search have come to so far."""

    schedules: int = 0  # that came to their end
    runs: int = 0
    work: int = 0  # steps of all of them
    cut: int = 0  # runs that were broken off after too many steps
    reason: str = ""  # why the first of these was
    first: tuple[list[int], str] | None = None  # the choices of the first failing schedule, and how it failed

    def count(self, world: World, choices: list[int]) -> None:
        """Take note of how a run ended."""
        if world.stopped == "steps":
            self.cut += 1
            self.reason = self.reason or world.reason
        elif not world.stopped:
            self.schedules += 1
            if world.problem is not None and self.first is None:
                self.first = choices, world.problem.kind

    @property
    def is_long(self) -> bool:
        """Whether it is time to search states instead."""
        longer = self.work > min(PATIENCE_STEPS, LONG_ON_AVERAGE * max(self.runs, 10))
        return bool(self.cut) or self.schedules >= PATIENCE or self.runs >= PATIENCE_RUNS or longer

    def is_of_few(self, search: Search) -> bool:
        """Say whether there seem to be few schedules in all."""
        return not self.cut and 0 < self.schedules <= FEW * search.share()

    @property
    def goes_round_often(self) -> bool:
        """Whether each schedule is long, as threads do something very often."""
        return bool(self.cut) or self.work > max(MUCH_WORK, MANY * self.runs)

    def is_of_many(self, search: Search) -> bool:
        """Say whether there are very many schedules, as threads do something very often."""
        return self.goes_round_often or (self.is_long and not self.is_of_few(search))

    def seems_of_many(self, search: Search) -> bool:
        """Say after some schedules whether there will be so many that a proof is asked for."""
        return self.schedules >= SOME and self.schedules >= PATIENCE * search.share()

    def will_be_long(self, search: Search) -> bool:
        """Say whether it is as good as certain, though not yet so, that it will be time to search states instead."""
        return self.schedules == SOME and self.schedules >= CERTAIN * search.share()
