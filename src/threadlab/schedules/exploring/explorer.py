"""A search for a verdict: schedule by schedule at first, state by state where that is too long or loops poll."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from threadlab.schedules.exploring import any_order, long_runs, slow_clocks
from threadlab.schedules.exploring.proof import ProofBudget, Prover
from threadlab.schedules.exploring.replay_forms import LONG, read_choices
from threadlab.schedules.exploring.runs import Runs, SearchLimits, Want
from threadlab.schedules.exploring.tally import SOME, SearchTally
from threadlab.schedules.exploring.telling import PROBE_PREEMPTIONS, TRIED_WORK, Telling
from threadlab.schedules.failure_facts import failure_of
from threadlab.schedules.interrupts import Interrupts
from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.endless import Endless
from threadlab.schedules.program import Program
from threadlab.schedules.result import Failure, Result
from threadlab.schedules.running.learned_facts import SETUP_STARTS_THREADS, UNLUCKY
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search
from threadlab.schedules.searching.preemption_bound import by_preemptions
from threadlab.schedules.searching.replay import Guided, InvalidReplayError

MAX_WORK = 1_000_000  # steps of all schedules together
FIRST_THOUGHT = ProofBudget(runs=500, work=50_000)  # what a proof may cost before the rest of few is run
PROOF = ProofBudget(runs=8_000, work=500_000)
SECOND_THOUGHT = ProofBudget(runs=3_000, work=200_000)  # where the schedules say "holds", and loops polled
SETUP = ProofBudget(runs=500, work=10_000)  # before it is asked if the test looks at what threads before it leave
BLOCKS = ProofBudget(runs=300, work=300_000)  # a proof that takes blocks in any order
BLOCKS_BRIEFLY = ProofBudget(runs=20, work=20_000)  # the same, where few schedules have been run
MANY_STEPS = ProofBudget(runs=20, work=4_000_000)  # the same, where schedules have more steps than one may have
MAX_CUT = 5  # schedules that are broken off after too many steps, before the search is given up
PROBES = {0: 60, 400: 1_000}  # for "some": after how many runs of the search how many schedules are tried besides
LAST_PROBE = 60  # schedules tried for a failure before the search is given up
SETUP_TOO_LONG = "the threads that start before the test have too many orders, and the test looks at what they leave"
NEEDS_TIMEOUTS = "it needs its time-outs: it asks again and again instead of waiting to be told"
AT_EACH_TIME_OUT = (
    "; a loop may go round at each time-out, any number of times: a list or number that grows there has no end, unless "
    "a number is only asked whether it is large enough"
)


class Explorer:
    """One search: a program, what is asked of it, and what has been found out so far."""

    def __init__(
        self, program: Program, limits: SearchLimits, want: Want, interrupts: Interrupts | None = None
    ) -> None:
        self._runs = Runs(program, limits, want, interrupts)
        self._limits = limits
        self._want = want
        self._telling = Telling(self._runs, want)
        self._prover = Prover(self._runs)
        self._asked_of_setup = self._asked_briefly = self._asked_at_last = False
        self._spent = False  # whether the latest search was given up for all that is left
        self._asked_of_blocks = want == "some"  # whether it was asked if blocks may come in any order
        self._asked_briefly_of_blocks = want == "some"
        self._tried_long = want == "some"  # whether a schedule with very many steps was tried
        self._asked = not limits.may_poll  # whether a proof was asked for; one over states cannot tell who polls
        self._early = SOME  # schedules after which one is asked for that may cost as many runs

    def search(self) -> Result:
        """Search until the verdict is certain or the budget is spent."""
        if self._want == "one":
            return self._alone()
        result = self._in_time_or_late()
        if result.verdict != "holds" or self._limits.may_poll or self._want == "some" or not self._runs.times_out:
            return result
        self._runs.patient = True
        patient = self._searched()
        if patient.failure is None:
            return result if patient.verdict == "holds" else patient
        return replace(patient, failure=_needs_timeouts(patient.failure))

    def _alone(self) -> Result:
        """Run the schedule on which each thread goes on until it has to wait: no other is asked about."""
        while True:
            self._learn()
            guided, world = self._runs.begin_with([])
            if world.stopped == "unmodelled":
                return self._telling.broken_off(world, 0)
            if world.stopped:
                return self._telling.result(
                    "undecided", 0, reason=world.reason or "that schedule does not come to its end"
                )
            if world.problem is None:
                return self._telling.result("holds", 1)
            failed = self._telling.fails(1, [choice.chosen for choice in guided.choices])
            if failed is not None:
                return failed

    def _in_time_or_late(self) -> Result:
        """Search as if threads were quick; if nothing is found, and clocks are looked at, as if they were slow."""
        quick = self._searched()
        looks = self._runs.looks.values()
        if not any(looks) or quick.verdict != ("fails" if self._want == "some" else "holds"):
            return quick
        choices = slow_clocks.choices_to_try(looks, quick.schedules)
        late = self._late(choices)
        if self._spent and choices:
            late = self._late(0)
        return quick if late.verdict == quick.verdict else late

    def _late(self, choices: int) -> Result:
        """Search as if threads were slow to look at clocks; so many looks of each are choices."""
        self._runs.late, self._spent = choices, False
        self._asked, self._asked_briefly, self._asked_at_last = not self._limits.may_poll, False, False
        late = self._searched()
        return replace(late, failure=late.failure and slow_clocks.told(late.failure, choices))

    def _searched(self) -> Result:
        while True:
            result = self._search()
            if result is not None:
                return result

    def _search(self) -> Result | None:
        """Search with what is known so far; return None if it has become more, so that the search must begin again."""
        search, tally = Search(), SearchTally()
        if self._want == "some":
            self._learn()
        probes = dict(PROBES) if self._want == "some" else {}
        while True:
            if (most := probes.pop(tally.runs, 0)) and (found := self._probe(most)):
                return self._telling.result("holds", tally.schedules + found)
            search.begin()
            world = self._runs.run(search)
            tally.runs += 1
            tally.work += world.steps
            if self._runs.learn(world) and tally.work <= MAX_WORK:
                search, tally = Search(), SearchTally(work=tally.work)
                continue
            if world.leftovers is not None and world.leftovers.looked_at:
                return self._telling.result("undecided", tally.schedules, reason=SETUP_TOO_LONG)
            if world.stopped == "unmodelled":
                return self._telling.broken_off(world, tally.schedules)
            search.end(world)
            tally.count(world, search.choices)
            if not world.stopped and self._is_certain(world):
                return self._certain(tally)
            for ask in self._due(tally, search):
                known = self._runs.known
                result = ask()
                if result is not None or self._runs.known != known:
                    return result
            if not search.advance():
                return self._complete(tally)
            if tally.runs >= self._limits.max_schedules or tally.work > MAX_WORK or tally.cut >= MAX_CUT:
                return self._gives_up(tally)

    def _due(self, tally: SearchTally, search: Search) -> Iterator[Callable[[], Result | None]]:
        """Yield what is to be asked now instead of running schedule after schedule; each is asked once."""
        many = not self._asked_of_blocks and tally.is_of_many(search)
        if (many or tally.is_long) and self._setup_counts and not self._asked_of_setup:
            yield lambda: self._with_few_preemptions(tally)
            yield lambda: self._ask_of_every_setup(tally)
            if tally.goes_round_often:
                yield lambda: self._long_failure(tally)
            yield self._ask_of_setup
        if many:
            self._asked_of_blocks = self._asked_briefly_of_blocks = True
            yield lambda: self._ask_of_blocks(tally, MANY_STEPS if tally.cut else BLOCKS)
        elif not (self._asked_briefly_of_blocks or self._setup_counts) and tally.seems_of_many(search):
            self._asked_briefly_of_blocks = True
            yield lambda: self._ask_of_blocks(tally, BLOCKS_BRIEFLY)
        if tally.goes_round_often and not self._tried_long:
            yield lambda: self._long_failure(tally)
        soon = not self._setup_counts and tally.will_be_long(search)
        if (tally.is_long or soon) and not self._asked:
            yield lambda: self._ask_before_the_rest(tally, search)
        elif tally.schedules >= self._early and not (self._asked or self._setup_counts) and tally.seems_of_many(search):
            yield lambda: self._ask_early(tally)

    def _is_certain(self, world: World) -> bool:
        """Say whether one schedule that came to its end decides."""
        return (world.problem is None) == (self._want == "some")

    def _certain(self, tally: SearchTally) -> Result | None:
        if self._want == "some":
            return self._telling.result("holds", tally.schedules)
        assert tally.first is not None
        return self._telling.fails(tally.schedules, tally.first[0])

    def _complete(self, tally: SearchTally) -> Result | None:
        """Say what follows when all schedules have been run."""
        if tally.reason:
            return self._gives_up(tally)
        if self._needs_proof and not (self._asked or self._asked_at_last):
            known = self._runs.known
            result = self._ask(SECOND_THOUGHT, tally.schedules)
            if self._runs.known != known or (result is not None and result.verdict != "holds"):
                return result
        if tally.schedules == 0:
            if self._runs.draws and UNLUCKY not in self._runs.learned:
                self._runs.learned |= {UNLUCKY}
                return None
            return self._telling.result("undecided", 0, reason="no schedule comes to its end")
        if self._want == "every":
            return self._telling.result("holds", tally.schedules)
        assert tally.first is not None
        return self._telling.fails(tally.schedules, tally.first[0], "never" if tally.first[1] == "assertion" else None)

    @property
    def _setup_counts(self) -> bool:
        """Whether threads start before the test."""
        return SETUP_STARTS_THREADS in self._runs.learned

    def _ask_of_every_setup(self, tally: SearchTally) -> Result | None:
        """Ask for a short proof in which threads that start before the test run in every order."""
        if self._asked:
            return None
        result = self._ask(SETUP, tally.schedules)
        self._asked = False
        return result

    def _ask_of_setup(self) -> None:
        """Ask whether the test looks at nothing that threads have left behind that start before it.

        Then what these do need not be tried in every order, and nothing is said of it.
        """
        self._asked_of_setup = True
        self._tried_long = self._want == "some"  # of the test's own threads it was not
        runs, threads = self._runs, self._runs.threads
        runs.one_setup, runs.threads = True, 0
        world = self._runs.begin_with([])[1]
        if world.leftovers is None or world.leftovers.looked_at or world.problem:
            runs.one_setup, runs.threads = False, threads

    def _ask_before_the_rest(self, tally: SearchTally, search: Search) -> Result | None:
        """Ask for a proof; for a short one only, and once, where there are few schedules."""
        few = tally.is_of_few(search)
        if few and self._asked_briefly:
            return None
        self._asked_briefly = True
        at_last, known = self._needs_proof, self._runs.known  # then the schedules alone would not be enough
        result = self._ask(PROOF if not few else SECOND_THOUGHT if at_last else FIRST_THOUGHT, tally.schedules)
        self._asked, self._asked_at_last = not few, at_last and self._runs.known == known
        return result

    def _ask_early(self, tally: SearchTally) -> Result | None:
        """Ask for a proof that may cost about as much as has been spent, and again when twice as much has been.

        So whichever of the two ways is the shorter one is gone to its end, at the price of a small part of the other.
        """
        self._early = 2 * tally.schedules
        result = self._ask(ProofBudget(tally.runs, tally.work), tally.schedules)
        self._asked = False
        return result

    @property
    def _needs_proof(self) -> bool:
        """Whether a proof is asked for when all schedules have been run, as loops polled."""
        return bool(self._runs.polls) and self._want == "every" and self._runs.program.traits.forgets

    def _ask(self, budget: ProofBudget, schedules: int) -> Result | None:
        """Ask for a proof by states; return None if that decides nothing."""
        self._asked = True
        proof = self._prover.prove(budget)
        if proof.verdict == "holds":
            return self._telling.result("holds", schedules + proof.runs)
        if proof.verdict == "fails" and self._want == "every":
            return self._telling.proved_wrong(schedules + proof.runs, proof)
        return None

    def _ask_of_blocks(self, tally: SearchTally, budget: ProofBudget) -> Result | None:
        """Ask for a proof that counts on blocks which may come in any order; return None if that decides nothing."""
        self._runs.long = bool(tally.cut)
        try:
            proof = any_order.prove_in_any_order(self._runs, budget)
        finally:
            self._runs.long = False
        if proof.verdict == "fails" and not tally.cut and self._runs.begin_with(proof.choices)[1].problem is not None:
            return self._telling.fails(tally.schedules + proof.runs, proof.choices)
        return self._telling.result("holds", tally.schedules + proof.runs) if proof.verdict == "holds" else None

    def _long_failure(self, tally: SearchTally) -> Result | None:
        """Try schedules with very many steps and few switches; return None if none of them fails."""
        self._tried_long = True
        failure = long_runs.breaking_run(self._runs, long_runs.MAX_WORK if tally.cut else long_runs.BRIEFLY)
        if failure is None:
            return None
        return self._telling.result("fails", tally.schedules, failure=replace(failure, replay=LONG + failure.replay))

    def _learn(self) -> None:
        """Run the first schedule until it teaches nothing more: most of what there is to learn shows on any of them."""
        while self._runs.learn(self._runs.run(Guided([]))):
            pass

    def _probe(self, most: int) -> int:
        """Look for a schedule that satisfies the test among those with few preemptions; return how many were run.

        Nearly every test that asks for some schedule is satisfied by one of the first. Where none is found, 0 is
        returned and the complete search goes on: of a small program it is over before a long probe were.
        """
        for runs, (_, world) in enumerate(islice(by_preemptions(self._runs.begin_with, PROBE_PREEMPTIONS), most), 1):
            if world.problem is None:
                return runs
        return 0

    def _gives_up(self, tally: SearchTally) -> Result | None:
        """Look for a failure once more, and say why the search ends."""
        known = self._runs.known
        result = self._with_few_preemptions(tally)
        if result is not None or self._runs.known != known:
            return result
        reason = tally.reason or f"there are too many schedules: {tally.schedules:,} were run, and more are left"
        if self._setup_counts and not self._runs.one_setup:
            reason = SETUP_TOO_LONG
        elif self._runs.draws and not tally.reason:
            reason += "; it draws random numbers, and whatever is drawn counts"
        elif self._runs.times_out and not tally.reason:
            reason += AT_EACH_TIME_OUT
        self._spent = True
        return self._telling.result("undecided", tally.schedules, reason=reason)

    def _with_few_preemptions(self, tally: SearchTally) -> Result | None:
        """Look for a failure among the schedules with few preemptions: the search may be far from there."""
        work = 0
        tried = by_preemptions(self._runs.begin_with, PROBE_PREEMPTIONS) if self._want == "every" else ()
        for guided, world in islice(tried, LAST_PROBE):
            work += world.steps
            if work > TRIED_WORK:
                break
            if world.problem is not None:
                return self._telling.fails(tally.schedules, [choice.chosen for choice in guided.choices])
        return None

    def replay(self, replay: str) -> Result:
        """Run one schedule.

        Raises:
            InvalidReplayError: it does not fit the program.
        """
        self._runs.late, replay_of = slow_clocks.pace_of(replay)
        choices, by_states, shown = read_choices(replay_of.removeprefix(LONG))
        self._runs.learned |= {UNLUCKY}
        chains = Chains() if by_states else None
        if replay_of.startswith(LONG):
            guided, world = long_runs.again(self._runs, choices)
        else:
            sort = (lambda: Guided(choices)) if shown is None else (lambda: Endless(choices, shown=shown))
            guided, world = self._runs.follow(sort, recorded=True, chains=chains)
        if world.stopped in ("steps", "unmodelled"):
            return self._telling.broken_off(world, 0)
        if world.stopped or not guided.followed:
            raise InvalidReplayError(
                world.reason or "the schedule ended before the replay did; was the program changed?"
            )
        self._runs.contended = EVERYTHING  # no search has found out what is
        failure = failure_of(world, guided)
        if failure is not None:
            searched = chains is None and not replay_of.startswith(LONG)
            again = self._telling.blamed(failure) if searched else replace(failure, replay=replay)
            if again is not None and self._runs.late is not None:
                again = replace(slow_clocks.told(again, 0), replay=replay)
            return self._telling.result("fails", 1, failure=again)
        return self._telling.result("holds", 1)

    def end(self) -> None:
        """Give back what the schedules ran on."""
        self._runs.end()


def _needs_timeouts(failure: Failure) -> Failure:
    """Tell a failure without time-outs as one of whoever sleeps on: what comes about only with them is polled for."""
    sleeper = next((each for each in failure.blocked if each.action != "join"), failure)
    told = replace(failure, kind="polls", message=NEEDS_TIMEOUTS, replay="")
    return replace(told, thread=sleeper.thread, cell=sleeper.cell, line=sleeper.line)
