"""How a search says what it has found: its verdict, and a failure on the simplest schedule on which it shows."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from threadlab.schedules.exploring.proof import Proof
from threadlab.schedules.exploring.replay_forms import STATES
from threadlab.schedules.exploring.runs import Runs, Want
from threadlab.schedules.failure_facts import failure_of
from threadlab.schedules.failure_kinds import KINDS, Kind
from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.endless import SHOWN, Endless
from threadlab.schedules.result import Failure, Result, Verdict
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.preemption_bound import Run, by_preemptions, shortest
from threadlab.schedules.searching.replay import Guided

PROBE_PREEMPTIONS = 2  # that schedules have at most which are tried without a search
TRIED = 200  # schedules with few preemptions, of which one goes right if the order is to blame
TRIED_WORK = 20_000  # steps of all of these together
NOT_REPEATABLE = "the program does not do the same thing twice on the same schedule (does it use id or hash?)"


class Telling:
    """Tells the results of one search.

    Args:
        runs: runs the program, with what the search has found out.
        want: what is asked of the program.
    """

    def __init__(self, runs: Runs, want: Want) -> None:
        self._runs = runs
        self._want = want

    def proved_wrong(self, schedules: int, proof: Proof) -> Result | None:
        """Tell the failure that a proof by states came upon."""
        if not proof.endless:
            world = self._runs.begin_with(proof.choices)[1]
            if world.problem is not None and not world.stopped:
                return self.fails(schedules, proof.choices)
        chains = Chains()
        again: Guided
        if proof.endless:
            endless, like = self._runs.follow(lambda: Endless(proof.choices, more=SHOWN), chains=chains)
            assert isinstance(endless, Endless)
            choices, shown = [choice.chosen for choice in endless.choices], endless.shown
            again, told = self._runs.follow(
                lambda: Endless(choices, like, self._runs.contended, shown=shown), recorded=True, chains=chains
            )
        else:
            choices, like, _ = shortest(self._by_states(chains), proof.choices, TRIED)
            again, told = self._runs.follow(
                lambda: Guided(choices, like, self._runs.contended), recorded=True, chains=chains
            )
        failure = failure_of(told, again)
        if failure is None:
            return self._not_told(told, schedules)
        ending = f"{STATES}{again.shown}" if isinstance(again, Endless) else ""
        replay = f"{STATES}{failure.replay}{ending}"
        return self.result("fails", schedules, failure=replace(failure, replay=replay))

    def _by_states(self, chains: Chains) -> Run:
        return lambda choices: self._runs.follow(lambda: Guided(choices), chains=chains)

    def fails(self, schedules: int, choices: list[int], kind: Kind | None = None) -> Result | None:
        """Tell a failure on a schedule with the fewest preemptions; None if doing so has taught something.

        Args:
            schedules: how many were run.
            choices: those of a schedule on which it shows.
            kind: what kind of failure it is, if not the one that it seems.
        """
        learned = self._runs.learned
        beside: list[bool] = []
        if self._want == "every":
            choices, like, beside = shortest(self._runs.begin_with, choices)
        else:
            like = self._runs.begin_with(choices)[1]
        if self._runs.learned != learned:  # then steps are others, and the choices do not fit them
            return None
        guided, world = self._runs.follow(lambda: Guided(choices, like, self._runs.contended), recorded=True)
        failure = failure_of(world, guided, kind)
        if not any(beside[:TRIED]):  # else the order is to blame
            failure = self.blamed(failure)
        if failure is None:
            return self._not_told(world, schedules)
        return self.result("fails", schedules, failure=failure)

    def blamed(self, failure: Failure | None) -> Failure | None:
        """Blame no race for what goes wrong on each schedule tried; of a long program too few are for that."""
        if failure is None or not KINDS[failure.kind].raced or self._want == "some":
            return failure
        work = 0
        for _, world in islice(by_preemptions(self._runs.begin_with, PROBE_PREEMPTIONS), TRIED):
            work += world.steps
            if world.problem is None or work > TRIED_WORK:
                return failure
        return replace(failure, race=None, always=True)

    def _not_told(self, world: World, schedules: int) -> Result:
        """Say why a failure that was found does not come about again when it is to be told."""
        if world.stopped == "unmodelled":  # what is told of a value is a use of it
            return self.broken_off(world, schedules)
        return self.result("undecided", schedules, reason=NOT_REPEATABLE)

    def broken_off(self, world: World, schedules: int) -> Result:
        """Say at which line a run was broken off, and why; ``schedules`` were run before."""
        result = self.result("undecided", schedules, reason=world.reason)
        return replace(result, cell=world.asked.cell, line=world.asked.line)

    def result(self, verdict: Verdict, schedules: int, *, failure: Failure | None = None, reason: str = "") -> Result:
        """Return the result of the search, with what all its runs have in common.

        Args:
            verdict: what it says of the program.
            schedules: how many were run.
            failure: what fails, if it does.
            reason: why it is undecided, if it is.
        """
        return Result(verdict, schedules, self._runs.threads, failure, reason, polls=tuple(sorted(self._runs.polls)))
