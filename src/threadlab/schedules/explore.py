"""``explore``: a test on every schedule."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.failure_facts import failure_of
from threadlab.schedules.failure_kinds import KINDS, Kind
from threadlab.schedules.interrupts import Interrupts
from threadlab.schedules.language import RUNNING, Version
from threadlab.schedules.program import Program, text_of
from threadlab.schedules.result import Failure, Result, Verdict
from threadlab.schedules.running.lockset import ANYTHING, EVERYTHING
from threadlab.schedules.running.record import Record
from threadlab.schedules.running.world import SETUP_STARTS_THREADS, UNLUCKY, Scheduler, World
from threadlab.schedules.searching.dpor import Search
from threadlab.schedules.searching.leftovers import Leftovers
from threadlab.schedules.searching.preemption_bound import by_preemptions, shortest
from threadlab.schedules.searching.replay import BadReplay, Guided, read
from threadlab.schedules.stacks.garbage import uncollected
from threadlab.schedules.stacks.greenlet_pool import Carriers

ANSWER = "answer"
MAX_WORK = 1_000_000  # steps of all schedules together
RUNS_TO_COLLECT = 25  # started after each run, the garbage collector would take an eighth of the time
PROBES = {0: 60, 400: 1_000}  # for "some": after how many runs of the search how many schedules are tried besides
PROBE_PREEMPTIONS = 2  # that these have at most
TRIED = 200  # schedules with few preemptions, of which one goes right if the order is to blame
TRIED_WORK = 20_000  # steps of all of these together
SETUP_RUNS = 500  # schedules after which it is asked whether threads that start before the test have to do with it
SETUP_WORK = 100_000  # steps of all schedules after which it is
SETUP_TOO_LONG = "the threads that start before the test have too many orders, and the test looks at what they leave"
NOT_REPEATABLE = "the program does not do the same thing twice on the same schedule (does it use id or hash?)"
_one_at_a_time = threading.RLock()  # worlds share the knowledge of which one runs

Want = Literal["every", "some"]
Source = str | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a test asks for, and when the search gives up; the counts never depend on the machine's speed."""

    may_poll: bool = True
    may_leave_threads: bool = True
    max_schedules: int = 20_000
    max_steps: int = 20_000


def explore(
    test: Callable[[], object] | str,
    source: Source = "",
    *,
    want: Want = "every",
    may_poll: bool = True,
    may_leave_threads: bool = True,
    max_schedules: int = 20_000,
    max_steps: int = 20_000,
    replay: str = "",
    version: Version = RUNNING,
) -> Result:
    """Run a test on every schedule of its threads, one for each class of equivalent schedules.

    Args:
        test: a function, or text that defines exactly one function (or exactly one decorated one).
        source: the program under test, run afresh before the test on each schedule: its text, or its cells as
            (name, text) pairs.
        want: "every": the test must hold on every schedule; "some": on at least one.
        may_poll: whether the program may wait by asking again and again.
        may_leave_threads: whether threads may still run when the test returns.
        max_schedules: runs after which the search gives up, "undecided".
        max_steps: steps of one schedule after which it does.
        replay: a failure's ``replay``: only that schedule is run.
        version: the version of Python in whose language test and program are written, by default the running one's.

    Returns:
        The verdict: "holds" only after a complete search (or, for "some", when a schedule was found).

    Raises:
        BadTest: the test is not a test.
        BadReplay: ``replay`` does not fit the program.
        KeyboardInterrupt: somebody has interrupted it.
    """
    cells = [(ANSWER, source)] if isinstance(source, str) else list(source)
    text, function = (test, "") if isinstance(test, str) else (text_of(test), test.__name__)
    limits = Limits(may_poll, may_leave_threads, max_schedules, max_steps)
    with _one_at_a_time:
        try:
            program = Program(cells, text, function, version)
        except SyntaxError as error:
            return Result("fails", 0, failure=_unparsable(error))
        except Unmodelled as error:
            return Result("undecided", 0, reason=error.reason)
        with uncollected(), Interrupts() as interrupts:
            explorer = Explorer(program, limits, want, interrupts)
            try:
                return explorer.replay(read(replay)) if replay else explorer.search()
            finally:
                explorer.end()


class Explorer:
    """One search: a program, what is asked of it, and what has been learned about it."""

    def __init__(self, program: Program, limits: Limits, want: Want, interrupts: Interrupts | None = None) -> None:
        self._program = program
        self._interrupts = interrupts or Interrupts()
        self._limits = limits
        self._want = want
        self._learned: frozenset[str] = frozenset()
        self._contended: frozenset[str] = frozenset()
        self._threads = 0
        self._runs = 0
        self._carriers = Carriers()
        self._polls: set[str] = set()
        self._draws = False  # whether random numbers were drawn
        self._one_setup = False  # whether threads that start before the test run in one order only

    def search(self) -> Result:
        """Search until the verdict is certain or the budget is spent."""
        while True:
            result = self._search()
            if result is not None:
                return result

    def _search(self) -> Result | None:
        """Search with what is known so far; return None if the story of a failure taught what conflicts besides."""
        search = Search()
        schedules = runs = work = 0
        asked = False
        if self._want == "some":
            self._learn()
        probes = dict(PROBES) if self._want == "some" else {}
        first: tuple[list[int], str] | None = None  # the first failing schedule
        while True:
            if (most := probes.pop(runs, 0)) and (found := self._probe(most)):
                return self._result("holds", schedules + found)
            search.begin()
            world = self._run(search)
            runs += 1
            work += world.steps
            if self._has_learned(world) and work <= MAX_WORK:
                search, schedules, runs = Search(), 0, 0
                continue
            if world.leftovers is not None and world.leftovers.looked_at:
                return self._result("undecided", schedules, reason=SETUP_TOO_LONG)
            if world.stopped in ("steps", "unmodelled"):
                return self._result("undecided", schedules, reason=world.reason)
            search.end(world)
            if not world.stopped:
                schedules += 1
                if world.problem is not None and first is None:
                    first = search.choices, world.problem.kind
                if self._want == "every" and first is not None:
                    return self._fails(schedules, first[0])
                if self._want == "some" and world.problem is None:
                    return self._result("holds", schedules)
            if not search.advance():
                break
            if not asked and (runs >= SETUP_RUNS or work > SETUP_WORK) and SETUP_STARTS_THREADS in self._learned:
                asked = True
                if self._does_without_setup():
                    search, schedules, runs = Search(), 0, 0
                    continue
            if runs >= self._limits.max_schedules or work > MAX_WORK:
                reason = f"there are too many schedules: {schedules:,} were run, and more are left"
                if SETUP_STARTS_THREADS in self._learned and not self._one_setup:
                    reason = SETUP_TOO_LONG
                elif self._draws:
                    reason += "; it draws random numbers, and whatever is drawn counts"
                return self._result("undecided", schedules, reason=reason)
        if schedules == 0:
            if self._draws and UNLUCKY not in self._learned:
                self._learned |= {UNLUCKY}
                return None
            return self._result("undecided", 0, reason="no schedule comes to its end")
        if self._want == "every":
            return self._result("holds", schedules)
        assert first is not None
        kind: Kind | None = "never" if first[1] == "assertion" else None
        return self._fails(schedules, first[0], kind)

    def _does_without_setup(self) -> bool:
        """Say whether the test looks at nothing that threads have left behind that start before it.

        Then what these do need not be tried in every order, and nothing is said of it.
        """
        self._one_setup, threads = True, self._threads
        self._threads = 0
        world = self._try([])[1]
        if world.leftovers is not None and not world.leftovers.looked_at and not world.problem:
            return True
        self._one_setup, self._threads = False, threads
        return False

    def _learn(self) -> None:
        """Run the first schedule until it teaches nothing more: most of what there is to learn shows on any of them."""
        while self._has_learned(self._run(Guided([]))):
            pass

    def _has_learned(self, world: World) -> bool:
        """Take over what a run has found out; say whether it is new, so that the search must begin again."""
        found = world.discipline.found
        new = not (world.facts <= self._learned and all(name in self._contended for name in found))
        self._learned |= world.facts
        if ANYTHING in found:
            self._contended = EVERYTHING
        elif found:
            self._contended |= found
        return new

    def _probe(self, most: int) -> int:
        """Look for a schedule that satisfies the test among those with few preemptions; return how many were run.

        Nearly every test that asks for some schedule is satisfied by one of the first. Where none is found, 0 is
        returned and the complete search goes on: of a small program it is over before a long probe were.
        """
        for runs, (_, world) in enumerate(islice(by_preemptions(self._try, PROBE_PREEMPTIONS), most), 1):
            if world.problem is None:
                return runs
        return 0

    def replay(self, choices: list[int]) -> Result:
        """Run one schedule.

        Raises:
            BadReplay: the choices do not fit the program.
        """
        self._learned |= {UNLUCKY}
        guided, world = self._follow(lambda: Guided(choices), recorded=True)
        if world.stopped in ("steps", "unmodelled"):
            return self._result("undecided", 0, reason=world.reason)
        if world.stopped or not guided.followed:
            raise BadReplay(world.reason or "the schedule ended before the replay did; was the program changed?")
        self._contended = EVERYTHING  # no search has found out what is
        failure = self._blamed(failure_of(world, guided))
        return self._result("holds" if failure is None else "fails", 1, failure=failure)

    def _try(self, choices: list[int]) -> tuple[Guided, World]:
        return self._follow(lambda: Guided(choices))

    def _follow(self, guide: Callable[[], Guided], *, recorded: bool = False) -> tuple[Guided, World]:
        """Run one schedule, again if need be until it teaches nothing about what conflicts."""
        while True:
            guided = guide()
            world = self._run(guided, Record() if recorded else None)
            if world.facts <= self._learned:
                if world.discipline.found:  # a run to be made again, with decisions where it had none
                    world.stopped = "learned"
                return guided, world
            self._learned |= world.facts

    def _run(self, scheduler: Scheduler, record: Record | None = None) -> World:
        world = World(
            scheduler,
            self._program.text,
            max_steps=self._limits.max_steps,
            learned=self._learned,
            contended=self._contended if record is None else EVERYTHING,
            may_poll=self._limits.may_poll,
            may_leave_threads=self._limits.may_leave_threads,
            run_on=self._want == "some",
            leftovers=Leftovers() if self._one_setup else None,
            record=record,
            carriers=self._carriers,
        )
        self._program.run(world)
        self._interrupts.heed()
        self._runs += 1
        if self._runs % RUNS_TO_COLLECT == 0:
            gc.collect(0)
        self._threads = max(self._threads, len(world.fibers) - world.set_up_by)
        self._draws = self._draws or any(fiber.draws for fiber in world.fibers)
        self._polls |= world.polling.lines
        return world

    def end(self) -> None:
        """Give back what the schedules ran on."""
        self._carriers.end()

    def _fails(self, schedules: int, choices: list[int], kind: Kind | None = None) -> Result | None:
        learned = self._learned
        best = shortest(self._try, choices) if self._want == "every" else choices
        like = self._try(best)[1]
        if self._learned != learned:  # then steps are others, and the choices do not fit them
            return None
        guided, world = self._follow(lambda: Guided(best, like, self._contended), recorded=True)
        failure = self._blamed(failure_of(world, guided, kind))
        if failure is None:
            return self._result("undecided", schedules, reason=NOT_REPEATABLE)
        return self._result("fails", schedules, failure=failure)

    def _blamed(self, failure: Failure | None) -> Failure | None:
        """Blame no race for what goes wrong on each schedule tried; of a long program too few are for that."""
        if failure is None or not KINDS[failure.kind].raced or self._want != "every":
            return failure
        work = 0
        for _, world in islice(by_preemptions(self._try, PROBE_PREEMPTIONS), TRIED):
            work += world.steps
            if world.problem is None or work > TRIED_WORK:
                return failure
        return replace(failure, race=None, always=True)

    def _result(
        self,
        verdict: Verdict,
        schedules: int,
        *,
        failure: Failure | None = None,
        reason: str = "",
    ) -> Result:
        return Result(verdict, schedules, self._threads, failure, reason, tuple(sorted(self._polls)))


def _unparsable(error: SyntaxError) -> Failure:
    cell = (error.filename or "").strip("<>")
    line = error.lineno or 0
    message = f"{cell} does not parse: line {line}: {error.msg}"
    return Failure("exception", message, "main", cell, line, (), "", exception="SyntaxError")


__all__ = ["BadReplay", "Explorer", "Limits", "Source", "Want", "explore"]
