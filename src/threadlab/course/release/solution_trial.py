"""Trying an author's notebook out before it is handed out: solutions must pass every check, the untouched release none.

Both are judged as a submission is: by the same workers, within the same limits, hidden tests included. Of these their
author is told as much as of the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from threadlab.course.release.slip import Slip
from threadlab.grading.executors.base import Executor
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.cell_text.test_functions import opened
from threadlab.notebook.judging.report import CheckReport, InvalidReportError, NotebookReport


@dataclass(frozen=True, slots=True)
class Trial:
    """How an author's notebook fares.

    ``solved`` are the reports on all checks with the solutions in their places, ``untouched`` those with what students
    get; in the order of the notebook. ``broken`` is the reason why there are none, if that is so.
    """

    solved: tuple[CheckReport, ...] = ()
    untouched: tuple[CheckReport, ...] = ()
    broken: str = ""


def try_out(source: Path, released: Path, executor: Executor) -> Trial:
    """Judge an author's notebook by its own checks, and the notebook that students get from it.

    Args:
        source: the notebook in ``source/``.
        released: what was made of it for students.
        executor: who judges.
    """
    cells = [replace(cell, text=opened(cell.text)) if cell.is_test else cell for cell in _cells(source)]
    stubs = {cell.id: cell.text for cell in _cells(released)}
    untouched = [cell if cell.is_test else replace(cell, text=stubs.get(cell.id, cell.text)) for cell in cells]
    pending = [
        executor.start(Submission(f"{source.stem}, {what}", {"cells": [cell.to_json() for cell in these]}))
        for what, these in (("solved", cells), ("untouched", untouched))
    ]
    reports: list[tuple[CheckReport, ...]] = []
    for outcome in [each.result() for each in pending]:
        if outcome.report is None:
            return Trial(broken=outcome.reason)
        try:
            reports.append(NotebookReport.from_json(outcome.report).checks)
        except InvalidReportError as problem:
            return Trial(broken=f"garbled the report ({problem})")
    solved, not_answered = reports
    return Trial(solved, not_answered)


def slips_of(trial: Trial, source: Path) -> Iterator[Slip]:
    """Say of each check whether it is wrong about the solution, or gives points to whoever does nothing."""
    if trial.broken:
        what = f"its solutions could not be judged: running them {trial.broken}"
        yield Slip(source, "", what, "Make solutions and tests smaller.")
    for check in trial.solved:
        if check.verdict != "holds":
            yield _unsolved(check, source)
    for check in trial.untouched:
        if check.verdict == "holds":
            what = "it holds without an answer, so the untouched release gets its points"
            yield Slip(source, check.grade_id, what, "Let the test ask for what the exercise asks for.")


def _unsolved(check: CheckReport, source: Path) -> Slip:
    decisive = next((test for test in check.tests if test.verdict == check.verdict), None)
    if decisive is None:
        return Slip(source, check.grade_id, "the check came to no verdict", "Report this; it is a fault of the grader.")
    if decisive.reason and check.verdict == "fault":
        return Slip(source, check.grade_id, decisive.reason, "Mend the test.")
    how = "fails" if check.verdict == "fails" else f"comes to no verdict ({decisive.reason})"
    what = f"with the solution, the test {decisive.name} {how}"
    return Slip(source, check.grade_id, what, "Mend the test or the solution. What was found:", decisive.story.text)


def _cells(notebook: Path) -> Sequence[Cell]:
    return cells_of(json.loads(notebook.read_text(encoding="utf-8-sig")))
