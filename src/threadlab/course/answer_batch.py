"""Judging many answers at once: by workers, as a class is graded, so that what was judged before is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from threadlab.course.answer_check import AnswerResult, CheckResult
from threadlab.course.exercises import Exercise
from threadlab.grading.executors.base import Executor, judge_all
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.judging.report import InvalidReportError, NotebookReport


@dataclass(frozen=True, slots=True)
class BatchedAnswer:
    """An answer to be judged: to which exercise, under which name, and its text."""

    exercise: Exercise
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """What came of it: the result, or the reason why there is none."""

    attempt: BatchedAnswer
    result: AnswerResult | None
    reason: str = ""

    @property
    def failed(self) -> dict[str, str]:
        """The checks that do not hold, each with the kind of its failure, or with its verdict if it does not fail."""
        if self.result is None:
            return {}
        return {
            check.check.name: (check.decisive.kind if check.report.verdict == "fails" else "") or check.report.verdict
            for check in self.result.checks
            if check.report.verdict != "holds"
        }

    @property
    def is_caught(self) -> bool:
        """Whether some check fails, for sure."""
        return self.result is not None and any(check.report.verdict == "fails" for check in self.result.checks)


def judge_attempts(attempts: Iterable[BatchedAnswer], executor: Executor) -> Iterator[JudgedAnswer]:
    """Judge answers and give what came of each, in their order.

    Args:
        attempts: the answers; each is judged by all checks of its exercise, in a notebook without the other exercises.
        executor: who judges.
    """
    known: list[BatchedAnswer] = []

    def submissions() -> Iterator[Submission]:
        for attempt in attempts:
            known.append(attempt)
            cells = [cell.to_json() for cell in attempt.exercise.answered(attempt.text)]
            yield Submission(f"{attempt.exercise.path}, {attempt.name}", {"cells": cells})

    for number, outcome in enumerate(judge_all(submissions(), executor)):
        attempt = known[number]
        if outcome.report is None:
            yield JudgedAnswer(attempt, None, outcome.reason)
            continue
        try:
            reports = {found.grade_id: found for found in NotebookReport.from_json(outcome.report).checks}
        except InvalidReportError as problem:
            yield JudgedAnswer(attempt, None, f"garbled the report ({problem})")
            continue
        checks = tuple(CheckResult(check, reports[check.name]) for check in attempt.exercise.checks)
        yield JudgedAnswer(attempt, AnswerResult(attempt.exercise, checks))
