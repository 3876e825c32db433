"""A judged exercise, as every other grader's form of results is made from it."""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.course.answer_check import AnswerResult, CheckResult
from threadlab.course.exercises import Exercise
from threadlab.notebook.judging.report import TestReport, Verdict
from threadlab.story.output.plain_text import story_elsewhere


@dataclass(frozen=True, slots=True)
class JudgedTest:
    """One test of a check, and its story; of a hidden one the name is not told."""

    __test__ = False  # for pytest: what is judged is no test of ours

    name: str
    verdict: Verdict
    message: str  # one line: what goes wrong, or why it is undecided; "" where it holds
    story: str  # in words, as a terminal shows it
    picture: str  # a whole SVG document; "" where there is nothing to draw


@dataclass(frozen=True, slots=True)
class JudgedCheck:
    """One check: a behaviour with points, all or none of which an answer gets."""

    name: str  # "increment--no-update-is-lost"
    behaviour: str  # "no-update-is-lost"
    verdict: Verdict
    points: float  # that the answer gets
    max_points: float
    schedules: int  # complete ones that were run
    kind: str  # of the failure, such as "deadlock"; "" if it does not fail
    tests: tuple[JudgedTest, ...]

    @property
    def holds(self) -> bool:
        """Whether the answer is proved right in this."""
        return self.verdict == "holds"

    @property
    def decided(self) -> bool:
        """Whether it is proved right or wrong; else a person gives the points."""
        return self.verdict in ("holds", "fails")

    @property
    def message(self) -> str:
        """In one line why it does not hold; "" if it does."""
        return next((test.message for test in self._open if test.verdict == self.verdict), "")

    @property
    def told(self) -> tuple[JudgedTest, ...]:
        """The tests whose stories are worth telling: those that do not hold, of equal stories the first."""
        return tuple({test.story: test for test in reversed(self._open)}.values())[::-1]

    @property
    def story(self) -> str:
        """The stories of all tests that do not hold, below one another; "" if all do."""
        return "\n".join(f"{test.name}\n\n{test.story}" if test.name else test.story for test in self.told)

    @property
    def _open(self) -> list[JudgedTest]:
        return [test for test in self.tests if test.verdict != "holds"]


@dataclass(frozen=True, slots=True)
class JudgedExercise:
    """What all checks of an exercise say about one answer."""

    exercise: str  # "2-locked-counter/increment"
    checks: tuple[JudgedCheck, ...]
    sandbox: str  # inside which it was judged: "bubblewrap", "landlock" or "none"; "" if nothing was run

    @property
    def points(self) -> float:
        """The points that are certain."""
        return sum(check.points for check in self.checks)

    @property
    def max_points(self) -> float:
        """What a right answer gets."""
        return sum(check.max_points for check in self.checks)

    @property
    def waiting(self) -> float:
        """The points that a person has to give or not."""
        return sum(check.max_points for check in self.checks if not check.decided)


def judged(result: AnswerResult) -> JudgedExercise:
    """Describe what judging an answer has given."""
    return JudgedExercise(result.exercise.path, tuple(map(_check, result.checks)), result.sandbox or "none")


def _check(result: CheckResult) -> JudgedCheck:
    return JudgedCheck(
        name=result.check.name,
        behaviour=result.check.behaviour,
        verdict=result.report.verdict,
        points=result.points,
        max_points=result.check.points,
        schedules=sum(test.schedules for test in result.report.tests),
        kind=result.decisive.kind,
        tests=tuple(map(_test, result.report.tests)),
    )


def _test(test: TestReport) -> JudgedTest:
    return JudgedTest(
        name="" if test.hidden else test.name,
        verdict=test.verdict,
        message=test.message or test.reason,
        story=story_elsewhere(test.story.text),
        picture=test.story.svg,
    )


def unjudged(exercise: Exercise, verdict: Verdict, reason: str) -> JudgedExercise:
    """Describe an exercise of which nothing could be judged.

    Args:
        exercise: the exercise.
        verdict: "fails" if nothing fit to be judged was handed in, "undecided" if too much was, "fault" if the grader
            is to blame.
        reason: why, as a sentence for whoever handed it in.
    """
    test = JudgedTest("", verdict, reason, f"{reason}\n", "")
    checks = [
        JudgedCheck(check.name, check.behaviour, verdict, 0, check.points, 0, "missing", (test,))
        for check in exercise.checks
    ]
    return JudgedExercise(exercise.path, tuple(checks), "")
