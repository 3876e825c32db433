"""The runs of one program, one schedule each, and what they have taught about it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Set
from dataclasses import dataclass
from typing import Any, Literal

from threadlab.schedules.interrupts import Interrupts
from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.shared_prefix import NOTHING, Beginning
from threadlab.schedules.merging.state_world import RememberingWorld
from threadlab.schedules.program import Program
from threadlab.schedules.running.learned_facts import CLOCK_ONLY_SHOWN
from threadlab.schedules.running.lockset import ANYTHING, EVERYTHING
from threadlab.schedules.running.recording.record import Record
from threadlab.schedules.running.world import Scheduler, World
from threadlab.schedules.searching.block_world import BlockWorld
from threadlab.schedules.searching.leftovers import Leftovers
from threadlab.schedules.searching.replay import Guided
from threadlab.schedules.stacks.greenlet_pool import Carriers

LONG_STEPS = 1_200_000  # of a schedule of a program with very many, all of whose loops come to an end
LONG_STEPS_OF_WHILE = 80_000  # of one with a loop of which nobody knows whether it ends
RUNS_TO_COLLECT = 25  # started after each run, the garbage collector would take an eighth of the time

Want = Literal["every", "some", "one"]


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """What a test asks for, and when the search gives up; the counts never depend on the machine's speed."""

    may_poll: bool = True
    may_leave_threads: bool = True
    max_schedules: int = 20_000
    max_steps: int = 20_000


class Runs:
    """Runs a program on schedules, with what is known so far about what conflicts in it."""

    def __init__(
        self, program: Program, limits: SearchLimits, want: Want, interrupts: Interrupts | None = None
    ) -> None:
        self.program = program
        self.limits = limits
        self.want = want
        self.learned: frozenset[str] = frozenset({CLOCK_ONLY_SHOWN} if program.only_shows_the_time else ())
        self.contended: frozenset[str] = frozenset()
        self.threads = 0  # that a schedule had at most
        self.polls: set[str] = set()  # where a loop polled
        self.draws = False  # whether random numbers were drawn
        self.patient = False  # whether no time-out ever comes
        self.late: int | None = None  # see World
        self.times_out = False  # whether a thread gave up waiting
        self.looks: dict[int, int] = {}  # how often each thread looked at a clock, at most
        self.long = False  # whether a schedule may have very many steps
        self.one_setup = False  # whether threads that start before the test run in one order only
        self._interrupts = interrupts or Interrupts()
        self.count = 0  # of all runs so far
        self._thorough = False  # where no states are searched, no turn in vain is left out that others could have seen
        self._carriers = Carriers()

    @property
    def known(self) -> Hashable:
        """All that a run depends on besides its schedule; where it is not what it was, a search must begin again."""
        return self.learned, self.contended, self.one_setup, self.patient, self.late, self._thorough

    def run(
        self,
        scheduler: Scheduler,
        record: Record | None = None,
        *,
        chains: Chains | None = None,
        told: Beginning = NOTHING,
        ordered: Set[str] | None = None,
    ) -> World:
        """Run the program on one schedule; where ``chains`` are given, with account of its states.

        Args:
            scheduler: chooses the schedule.
            record: where its steps are written down.
            chains: the numbers of states and histories.
            told: what the threads are told at first, of an earlier run that begins with the same choices.
            ordered: where blocks begin that do not commute; None if none is taken to.
        """
        options: dict[str, Any] = {
            "max_steps": self._most_steps(),
            "learned": self.learned,
            "contended": self.contended if record is None else EVERYTHING,
            "may_poll": self.limits.may_poll,
            "may_leave_threads": self.limits.may_leave_threads,
            "run_on": self.want == "some",
            "thorough": self._thorough,
            "patient": self.patient,
            "late": self.late,
            "leftovers": Leftovers() if self.one_setup else None,
            "record": record,
            "carriers": self._carriers,
        }
        if self.want == "one":  # who polls there goes on when what it polls for has changed: no other schedule is tried
            options["prune"] = False
        program, text = self.program, self.program.text
        if ordered is not None:
            program = self.program.summing
            identity = self.program.traits.identity
            world: World = BlockWorld(scheduler, text, known=ordered, identity=identity, **options)
        elif chains is None:
            world = World(scheduler, text, **options)
        else:
            program = self.program.forgetting
            world = RememberingWorld(scheduler, text, chains=chains, traits=program.traits, told=told, **options)
        program.run(world)
        self._interrupts.heed()
        self.count += 1
        if self.count % RUNS_TO_COLLECT == 0:
            gc.collect(0)
        self.threads = max(self.threads, len(world.fibers) - world.set_up_by)
        for fiber in world.fibers:
            if fiber.draws:
                self.draws = True
            if fiber.timeouts:
                self.times_out = True
            if fiber.clock_reads > self.looks.get(fiber.number, 0):
                self.looks[fiber.number] = fiber.clock_reads
        self.polls |= world.polling.lines
        return world

    def _most_steps(self) -> int:
        if not self.long:
            return self.limits.max_steps
        return LONG_STEPS if self.program.traits.ends else LONG_STEPS_OF_WHILE

    def follow(
        self, guide: Callable[[], Guided], *, recorded: bool = False, chains: Chains | None = None
    ) -> tuple[Guided, World]:
        """Run one schedule, again if need be until it teaches nothing about what conflicts."""
        while True:
            guided = guide()
            world = self.run(guided, Record() if recorded else None, chains=chains)
            if world.facts <= self.learned:
                if world.discipline.found:  # a run to be made again, with decisions where it had none
                    world.stopped = "learned"
                return guided, world
            self.learned |= world.facts

    def begin_with(self, choices: list[int]) -> tuple[Guided, World]:
        """Run a schedule that begins with these choices, see ``follow``."""
        return self.follow(lambda: Guided(choices))

    def learn(self, world: World) -> bool:
        """Take over what a run has found out; say whether it is new, so that the search must begin again."""
        found = world.discipline.found
        new = not (world.facts <= self.learned and all(name in self.contended for name in found))
        self.learned |= world.facts
        if self.polls and not self._thorough and not self.program.traits.forgets:
            new = self._thorough = True
        if ANYTHING in found:
            self.contended = EVERYTHING
        elif found:
            self.contended |= found
        return new

    def end(self) -> None:
        """Give back what the schedules ran on."""
        self._carriers.end()
