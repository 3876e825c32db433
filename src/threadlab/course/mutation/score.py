"""How many mutants of a course's right answers its checks notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from threadlab.course.answer_batch import BatchedAnswer, judge_attempts
from threadlab.course.exercises import Exercise
from threadlab.course.mutation.mutants import Equivalent, Mutant, mutants_of, reason_for
from threadlab.grading.executors.base import Executor


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no check fails: ``reason`` says why none could, "" if nobody knows; ``seen`` is what was found."""

    mutant: Mutant
    reason: str
    seen: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants there are, how many fail a check, and how many are as right as what they are made from."""

    total: int = 0
    caught: int = 0
    equivalent: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.total + other.total, self.caught + other.caught, self.equivalent + other.equivalent)


Tallies = Mapping[str, Tally]  # by the operator that made the mutants


def all_of(tallies: Tallies) -> Tally:
    """Add up what became of the mutants of all operators."""
    return sum(tallies.values(), Tally())


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of one exercise."""

    survivors: Sequence[Survivor]
    idle: Sequence[Equivalent]  # entries of the list of equivalents that no survivor needs
    tallies: Tallies

    @property
    def alive(self) -> list[Survivor]:
        """Those that are neither caught nor known to be equivalent."""
        return [survivor for survivor in self.survivors if not survivor.reason]


def score_of(exercise: Exercise, answers: Mapping[str, str], known: Sequence[Equivalent], executor: Executor) -> Score:
    """Judge all mutants of an exercise's right answers.

    Args:
        exercise: the exercise.
        answers: the text of each right answer, by its name.
        known: the mutants that are known to be equivalent.
        executor: who judges.
    """
    mutants = list(mutants_of(answers))
    attempts = [BatchedAnswer(exercise, str(mutant), mutant.text) for mutant in mutants]
    survivors = [
        Survivor(mutant, reason_for(mutant, known), _seen(judged.reason, judged.failed))
        for mutant, judged in zip(mutants, judge_attempts(attempts, executor), strict=True)
        if not judged.is_caught
    ]
    idle = [entry for entry in known if not any(entry.covers(survivor.mutant) for survivor in survivors)]
    return Score(survivors, idle, _tallies(mutants, survivors))


def _seen(reason: str, failed: Mapping[str, str]) -> str:
    if reason:
        return f"could not be judged: {reason}"
    return "every check holds" if not failed else f"undecided: {', '.join(failed)}"


def _tallies(mutants: Iterable[Mutant], survivors: Sequence[Survivor]) -> Tallies:
    every = Counter(mutant.operator for mutant in mutants)
    lived = Counter(survivor.mutant.operator for survivor in survivors)
    equal = Counter(survivor.mutant.operator for survivor in survivors if survivor.reason)
    return {
        operator: Tally(every[operator], every[operator] - lived[operator], equal[operator])
        for operator in sorted(every)
    }
