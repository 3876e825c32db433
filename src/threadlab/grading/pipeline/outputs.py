"""Writing a report into a notebook: what each cell printed, and what each check found.

nbgrader scores a check from its outputs: an error is no points, and no error all of them. So the outputs of a
check are made here from its verdict, and nothing that a submission printed is ever among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from nbformat import NotebookNode

from threadlab.grading.pipeline.judgement import SubmissionJudgement
from threadlab.grading.submission.nbformat_cells import error_output, stream
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.notebook.judging.report import CellReport, CheckReport, TestReport

UNDECIDED = "undecided"
NO_REPORT = "the grader gave no report for it"


def show(judgement: SubmissionJudgement, notebook: NotebookNode) -> None:
    """Write outputs into a restored notebook, and what was found into the metadata of its checks.

    The outputs are what nbgrader scores and what a terminal or JupyterLab shows. The pages for students and teaching
    assistants are made from the metadata, which has the pictures.
    """
    report = judgement.report
    printed = report.cells if report else {}
    checks = {check.grade_id: check for check in report.checks} if report else {}
    doubts = notebook.metadata.threadlab.get("doubts", {})
    for cell, node in zip(cells_of(notebook), notebook.cells, strict=True):
        if cell.is_test:
            check = None if cell.exercise in doubts else checks.get(cell.grade_id)
            verdict, reason = _settle(check, doubts.get(cell.exercise, judgement.reason))
            node.outputs = _outputs(check.tests if check else (), verdict, reason)
            tests = [NotebookNode(asdict(test)) for test in check.tests] if check else []
            node.metadata["threadlab"] = NotebookNode(verdict=verdict, reason=reason, tests=tests)
        elif cell.grade and cell.grade_id in doubts:
            node.metadata["threadlab"] = NotebookNode(verdict=UNDECIDED, reason=doubts[cell.grade_id])
        elif cell.kind == "code":
            node.outputs = _ordinary(printed.get(cell.id))


def _settle(check: CheckReport | None, reason: str) -> tuple[str, str]:
    """Say what the grade follows from, and for what a person must decide, why."""
    if check is None:
        return UNDECIDED, reason or NO_REPORT
    if check.verdict in ("holds", "fails"):
        return check.verdict, ""
    decisive = next((test for test in check.tests if test.verdict == check.verdict), None)
    return UNDECIDED, decisive.reason if decisive else NO_REPORT


def _outputs(tests: Sequence[TestReport], verdict: str, reason: str) -> list[NotebookNode]:
    if verdict == "holds":
        return [stream("\n".join(_all_told(tests)) + "\n")]
    if verdict == "fails":
        broken = next(test for test in tests if test.verdict == "fails")
        return [error_output("CheckFailed", broken.message, _all_told(tests))]
    words = f"undecided: {reason}. A person will look at it; it costs no points."
    return [error_output("Undecided", words, [words, *_all_told(tests)])]


def _all_told(tests: Sequence[TestReport]) -> list[str]:
    return [line for test in tests for line in (*_told(test), "")][:-1]


def _told(test: TestReport) -> list[str]:
    mark = {"holds": "✓", "fails": "✗"}.get(test.verdict, "?")
    return f"{mark} {test.story.text}".rstrip().splitlines()


def _ordinary(report: CellReport | None) -> list[NotebookNode]:
    if report is None:
        return []
    texts = [report.output, f"[{report.problem}]\n" if report.problem else ""]
    return [stream(text) for text in texts if text]
