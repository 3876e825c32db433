"""Ask for a proof: all states of a program, each gone on from once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal

from threadlab.schedules.exploring.runs import Runs
from threadlab.schedules.merging.persistent import PersistentSearch
from threadlab.schedules.merging.state_world import RememberingWorld


@dataclass(frozen=True, slots=True)
class ProofBudget:
    """When to give up; counts never depend on the machine's speed."""

    runs: int
    work: int  # steps of all runs together


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search over states has found."""

    verdict: Literal["holds", "fails", "undecided"]
    runs: int = 0  # that it took
    choices: list[int] = field(default_factory=list)  # of a run that fails
    endless: bool = False  # whether these lead to where no end can be reached from
    reason: str = ""


class Protected:
    """What locks protect in all runs together: what follows a state in one run may follow it in all."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[set[int], set[Hashable] | None, bool]] = {}

    def broken(self, world: RememberingWorld) -> set[str]:
        """Take a run's data over; return the names of what several threads touch, one of them writing, with no lock."""
        found: set[str] = set()
        name_of = world.states.name_of
        for key, name, touches in world.discipline.shared():
            place = name_of(key), name
            by, held, written = self._known.get(place, (set(), None, False))
            by.add(touches.by)
            locks = {name_of(world.key(lock)) for lock in touches.held}
            held = locks if held is None else held & locks
            self._known[place] = by, held, written or touches.written
            if (written or touches.written) and (len(by) > 1 or -1 in by) and not held:
                found.add(name)
        return found


class Prover:
    """Proves one program; what an earlier call came to is gone on with, not begun again.

    Args:
        runs: runs the program; takes over what the search learns about what conflicts in it.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._search = _StateSearch(runs, walks=True)

    def prove(self, budget: ProofBudget) -> Proof:
        """Search the states of a program until the verdict is certain or the budget is spent.

        Args:
            budget: when to give up; what earlier calls have spent counts.
        """
        if self._search.known != self._runs.known:
            self._search = _StateSearch(self._runs, walks=True)
        proof = self._search.go_on(budget)
        if proof.verdict != "fails" or self._runs.want != "every":
            return proof
        told = _StateSearch(self._runs, walks=False).go_on(budget)  # the same by a way that is easier to read
        return proof if told.verdict == "undecided" else told


class _StateSearch:
    """A search over states that can be gone on with, as long as no more is known of the program than it has learned."""

    def __init__(self, runs: Runs, *, walks: bool) -> None:
        self._runs = runs
        self._walks = walks
        self._count = self._work = 0
        self._queues = False  # whether it makes a difference in which order threads wait at a condition
        self._ordered = frozenset[str]()  # where is added to lists in whose order it does
        self._begin()

    def _begin(self) -> None:
        self._search = PersistentSearch(walks=self._walks, queues=self._queues, ordered=self._ordered)
        self._protected = Protected()
        self.known = self._runs.known

    def go_on(self, budget: ProofBudget) -> Proof:
        runs = self._runs
        while self._count < budget.runs and self._work <= budget.work:
            search = self._search
            search.begin()
            world = runs.run(search, chains=search.chains, told=search.told)
            assert isinstance(world, RememberingWorld)
            self._count += 1
            self._work += world.steps
            world.discipline.found |= self._protected.broken(world)
            if runs.learn(world) or world.wakes_some > self._queues or not world.ordered <= self._ordered:
                self._queues = self._queues or world.wakes_some
                self._ordered |= world.ordered
                self._begin()
                continue
            if world.leftovers is not None and world.leftovers.looked_at:
                return Proof("undecided")
            if world.stopped in ("steps", "unmodelled"):
                return Proof("undecided", reason=world.reason)
            search.end(world)
            if not world.stopped:
                if runs.want == "every" and world.problem is not None:
                    return Proof("fails", self._count, search.choices)
                if runs.want == "some" and world.problem is None:
                    return Proof("holds", self._count)
            if not search.advance():
                return self._complete()
        return Proof("undecided", reason=f"there are too many states: {self._count:,} runs were not enough")

    def _complete(self) -> Proof:
        hopeless = self._search.graph.hopeless()
        if hopeless is not None and self._runs.want == "every":
            return Proof("fails", self._count, hopeless.path, endless=True)
        return Proof("holds" if self._runs.want == "every" else "fails", self._count)
