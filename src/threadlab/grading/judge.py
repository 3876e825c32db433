"""The one place where a submission's cells become verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from threadlab.notebook.cells import cells_of
from threadlab.notebook.report import NotebookReport
from threadlab.notebook.run import run_notebook


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging a submission came to: a report, or the reason why there is none.

    ``reason`` is said to the student and to the TA; with it no check is passed or failed, and a person decides.
    """

    report: NotebookReport | None = None
    reason: str = ""


def judge(notebook: NotebookNode) -> Judgement:
    """Run all cells of a restored submission in the controlled world, and every check on every schedule.

    The verdict depends on the text of the cells alone. A fault of the grader is a reason, never a verdict.
    """
    unreadable = notebook.metadata.threadlab.unreadable
    if unreadable:
        return Judgement(reason=f"the submission could not be read: {unreadable}")
    try:
        return Judgement(run_notebook(cells_of(notebook)))
    except Exception as fault:  # whatever it is, it is ours, and it must cost nobody a point
        return Judgement(reason=f"a fault of the grader ({type(fault).__name__}); please tell the instructor")
