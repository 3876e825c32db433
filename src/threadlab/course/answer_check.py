"""Judging one answer to one exercise, exactly as grading does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from threadlab.course.exercises import Check, Exercise
from threadlab.errors import CannotRunError
from threadlab.grading.executors.base import Executor
from threadlab.grading.worker.check_by_check import CHECKS, read_report
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.judging.notebook import judge_checks
from threadlab.notebook.judging.report import CheckReport, TestReport
from threadlab.story.output.plain_text import story_elsewhere
from threadlab.story.text.names import counted
from threadlab.story.text.sanitize import cut

HOLDS, FAILS, UNDECIDED = 0, 1, 2  # exit statuses


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check says about the answer."""

    check: Check
    report: CheckReport

    @property
    def points(self) -> float:
        """The points that the answer gets for it: all or none."""
        return self.check.points if self.report.verdict == "holds" else 0

    @property
    def decided(self) -> bool:
        """Whether the check says right or wrong; else a person gives the points."""
        return self.report.verdict in ("holds", "fails")

    @property
    def decisive(self) -> TestReport:
        """The test that settled the verdict: the first that failed, else the first undecided, else the first."""
        tests = self.report.tests
        return next((test for test in tests if test.verdict == self.report.verdict), tests[0])

    def to_json(self) -> dict[str, Any]:
        """Return what scripts may rely on."""
        decisive = self.decisive
        return {
            "name": self.check.name,
            "verdict": self.report.verdict,
            "points": self.points,
            "max_points": self.check.points,
            "schedules": sum(test.schedules for test in self.report.tests),
            "kind": decisive.kind,
            "message": decisive.message or decisive.reason,
        }


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """What all checks of an exercise say about one answer."""

    exercise: Exercise
    checks: tuple[CheckResult, ...]
    sandbox: str = ""  # inside which it was judged, as grading names it; "" if this process judged it

    @property
    def points(self) -> float:
        """The points that the answer gets."""
        return sum(check.points for check in self.checks)

    @property
    def status(self) -> int:
        """The exit status of the command: 0 if all checks hold, 1 if one fails, else 2."""
        verdicts = {check.report.verdict for check in self.checks}
        if "fails" in verdicts:
            return FAILS
        return HOLDS if verdicts == {"holds"} else UNDECIDED

    def to_json(self) -> dict[str, Any]:
        """Return what scripts may rely on."""
        return {
            "exercise": self.exercise.path,
            "sandbox": self.sandbox or "none",
            "points": self.points,
            "max_points": self.exercise.points,
            "checks": [check.to_json() for check in self.checks],
        }

    def lines(self, columns: int = 80) -> Iterator[str]:
        """Give the result for a person: a table of the checks, then the story of each that does not hold.

        Args:
            columns: that the table may take; stories are 80 columns wide at most, whatever the terminal.
        """
        width = min(max(len(result.check.behaviour) for result in self.checks), max(_LEAST, columns - _BESIDE))
        open_ = sum(result.check.points for result in self.checks if not result.decided)
        waits = "are undecided" if self.exercise.in_files else "wait for a person"
        waiting = f", {open_:g} {waits}" if open_ else ""
        yield f"{self.exercise.path}: {self.points:g} of {self.exercise.points:g} points{waiting}"
        yield ""
        for result in self.checks:
            points = f"{format(result.points, 'g') if result.decided else '?'}/{result.check.points:g}"
            count = sum(test.schedules for test in result.report.tests)
            mark = MARKS[result.report.verdict]
            orders = counted(count, "schedule")
            name = cut(result.check.behaviour, width)
            yield f"  {mark} {name:<{width}}  {result.report.verdict:<9}  {points:>5}  {orders:>16}"
        yield from _stories(self.checks)


_IN_A_FILE = "Put this into the brackets of the test's decorator in {}, and take it out again: one order is no proof."
_BESIDE = 41  # columns of the table beside the names of the checks
_WIDE = 80  # columns of stories
_LEAST = 12  # columns of such a name that are shown, however narrow the terminal
MARKS = {"holds": "✓", "fails": "✗", "undecided": "?", "fault": "!"}


def check_answer(exercise: Exercise, text: str, executor: Executor | None = None) -> AnswerResult:
    """Judge an answer by all checks of the exercise that are here.

    Args:
        exercise: the exercise.
        text: what the answer's cell holds.
        executor: who judges it; this process if nobody is named.

    Raises:
        CannotRunError: if whoever was to judge it could not.
    """
    cells = exercise.answered(text)
    if executor is None:
        return AnswerResult(exercise, _results(exercise, judge_checks(cells)))
    request = {"cells": [cell.to_json() for cell in cells], "only": CHECKS}
    outcome = executor.start(Submission(exercise.path, request)).result()
    report, reason = read_report(outcome)
    if report is None:
        raise CannotRunError(f"the answer was not judged: judging it {reason}\n{outcome.detail}".strip())
    return AnswerResult(exercise, _results(exercise, report.checks), outcome.sandbox)


def _results(exercise: Exercise, reports: Iterable[CheckReport]) -> tuple[CheckResult, ...]:
    found = {report.grade_id: report for report in reports}
    return tuple(CheckResult(check, found[check.name]) for check in exercise.checks)


def _stories(results: Iterable[CheckResult]) -> Iterator[str]:
    """Give the story of each test that does not hold, below the names of all tests that have the same one."""
    told: dict[str, Counter[tuple[str, str]]] = {}  # how many tests of a name; hidden ones have none
    files: dict[str, str] = {}  # in which the first test stands that has this story
    for result in results:
        for test in result.report.tests:
            if test.verdict != "holds":
                check = f"{MARKS[test.verdict]} {result.check.behaviour}"
                told.setdefault(test.story.text, Counter())[check, "" if test.hidden else test.name] += 1
                files.setdefault(test.story.text, result.check.file)
    for text, tests in told.items():
        story = story_elsewhere(text, _IN_A_FILE.format(files[text]), graded=False) if files[text] else text
        yield ""
        for (check, name), times in tests.items():
            hidden = "a hidden test" if times == 1 else f"{times} hidden tests"
            yield cut(f"{check}: {name or hidden}", _WIDE)
        yield from (f"  {line}".rstrip() for line in story.splitlines())
