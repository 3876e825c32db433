"""Judging a notebook part by part, where judging it as a whole came to no report.

What no budget of steps can end, such as ``sum(itertools.count())`` or ``10**10**8``, is ended by the kernel, and takes
the worker's whole report along. Then each check is judged again in a worker of its own, as are the ordinary cells
together: only the part that was ended goes without a verdict. No check depends on how another ended, so the parts say
what the whole would have said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from threadlab.grading.worker.protocol import Outcome, Submission, decode, encode
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging.report import (
    CellReport,
    CheckReport,
    InvalidReportError,
    NotebookReport,
    StoryReport,
    TestReport,
)

GARBLED = "garbled its own report"
ORDINARY = ""  # names the part that is all ordinary cells; a check is named by its grade id
CHECKS = "--"  # names all checks, without the ordinary cells
PLAN = "?"  # names no part, but asks which there are, see ``notebook.judging.plan``


def by_parts(submission: Submission, whole: Outcome, judge: Callable[[Submission], Outcome]) -> Outcome:
    """Complete the outcome of a submission that as a whole came to no report.

    Args:
        submission: what was judged; a request that has no cells has no parts.
        whole: what came of it.
        judge: judges one part.

    Returns:
        An outcome with a report; or with a fault, if that is what judging a part came to.
    """
    cells = [Cell.from_json(cell) for cell in submission.request.get("cells", ())]
    checks = dict.fromkeys(cell.grade_id for cell in cells if cell.is_test and cell.grade_id)
    if not checks or submission.request.get("only") == PLAN:
        return whole
    ordinary: Mapping[str, CellReport] = {}
    judged: list[CheckReport] = []
    limited, cpu_seconds = False, whole.cpu_seconds
    for part, only in _parts(submission.request.get("only"), checks).items():
        outcome = judge(replace(submission, request={**submission.request, "only": only}))
        if outcome.fault:
            return outcome
        report, reason = read_report(outcome)
        if part == ORDINARY:
            ordinary = _not_run(cells, reason) if report is None else report.cells
        else:
            found = report.checks[0] if report is not None and report.checks else None
            judged.append(found if found is not None and found.grade_id == part else _undecided(part, reason))
        limited |= report is None
        cpu_seconds += outcome.cpu_seconds
    merged = decode(encode(NotebookReport(ordinary, tuple(judged)).to_json()))  # the same data as any worker's report
    return replace(whole, reason="", report=merged, limited=limited, cpu_seconds=cpu_seconds)


def _parts(only: Any, checks: Iterable[str]) -> Mapping[str, Any]:
    """Divide what was asked for: by its name, what to ask for to have one part alone."""
    if isinstance(only, Mapping):
        return {check: {check: only[check]} for check in checks if check in only}
    if only == ORDINARY:
        return {ORDINARY: ORDINARY}
    return {name: name for name in (*(() if only == CHECKS else (ORDINARY,)), *checks)}


def read_report(outcome: Outcome) -> tuple[NotebookReport | None, str]:
    """Read the report on a part; without one, give the reason."""
    if outcome.report is None:
        return None, outcome.reason
    try:
        return NotebookReport.from_json(outcome.report), GARBLED
    except InvalidReportError:
        return None, GARBLED


def _not_run(cells: Iterable[Cell], reason: str) -> Mapping[str, CellReport]:
    """Say of all ordinary cells, of which any may be the cause, that they were not run to their end."""
    said = CellReport(problem=f"was not run to its end: running all cells {reason}")
    return {cell.id: said for cell in cells if cell.kind == "code" and not cell.is_test}


def _undecided(grade_id: str, reason: str) -> CheckReport:
    said = f"judging it {reason}"
    test = TestReport(grade_id, "undecided", reason=said, story=StoryReport(said, f"{said}\n"))
    return CheckReport(grade_id, "undecided", (test,))
