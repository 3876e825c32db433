"""From a restored notebook to a judgement: what is asked, of whom, and what is made of the answer."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from threadlab.grading.executors.pool import Pool
from threadlab.grading.submission.master_copy import Master, lay_over
from threadlab.grading.submission.reading import UnreadableError, read_file
from threadlab.grading.worker.protocol import Outcome, Submission, encode
from threadlab.grading.worker.sandbox_choice import open_box
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.notebook.judging.report import MAX_ITEMS, InvalidReportError, NotebookReport


@dataclass(frozen=True, slots=True)
class SubmissionJudgement:
    """What judging a submission came to: a report, or the reason why there is none.

    ``reason`` is said to the student and to the TA; with it no check is passed or failed, and a person decides.
    """

    report: NotebookReport | None = None
    reason: str = ""


def request_of(notebook: NotebookNode) -> Mapping[str, Any]:
    """Give all that the verdicts on a restored notebook depend on: the texts of its cells."""
    return {"cells": [cell.to_json() for cell in cells_of(notebook)]}


def untouched_request(master: Master, released: Path) -> bytes:
    """Give, encoded, what would be asked about the notebook of somebody who has changed nothing.

    Args:
        master: the author's cells.
        released: the notebook that was handed out.

    Returns:
        b"" if the file is not there, or is no notebook.
    """
    try:
        return encode(request_of(lay_over(master, read_file(released))))
    except (UnreadableError, OSError):
        return b""


def key_of(student: str, assignment: str, notebook: str) -> str:
    """Name a submitted notebook."""
    return f"{student}/{assignment}/{notebook}"


def submission_judged(notebook: NotebookNode, key: str) -> SubmissionJudgement:
    """Have a restored submission judged, in whichever way ``judging`` says: in a sandbox, if nobody says otherwise.

    Args:
        notebook: the submission, as ``restore`` and its step made it.
        key: its name, see ``key_of``.

    Raises:
        NoSandboxError: if there is no sandbox on this machine, and nobody provides another way.
    """
    unreadable = notebook.metadata.threadlab.unreadable
    if unreadable:
        return SubmissionJudgement(reason=f"the submission could not be read: {unreadable}")
    request = request_of(notebook)
    if len(request["cells"]) > MAX_ITEMS:
        return SubmissionJudgement(
            reason=f"the submission has {len(request['cells']):,} cells, and may have {MAX_ITEMS:,}"
        )
    return _judgement(_way.get()(Submission(key, request)))


@contextmanager
def judging(way: Callable[[Submission], Outcome]) -> Iterator[None]:
    """Have submissions judged in another way within this block."""
    token = _way.set(way)
    try:
        yield
    finally:
        _way.reset(token)


def _judgement(outcome: Outcome) -> SubmissionJudgement:
    if outcome.report is None:
        return SubmissionJudgement(reason=f"the submission {outcome.reason}")
    try:
        return SubmissionJudgement(NotebookReport.from_json(outcome.report))
    except InvalidReportError:
        return SubmissionJudgement(reason="the submission garbled its own report")


def _in_a_sandbox(submission: Submission) -> Outcome:
    return _pool().start(submission).result()


@cache
def _pool() -> Pool:
    """Keep one sandbox for as long as this process lives: nbgrader hands submissions over one by one."""
    box = open_box()
    pool = Pool(box.sandbox, jobs=1, box=box)
    atexit.register(pool.close)
    return pool


_way: ContextVar[Callable[[Submission], Outcome]] = ContextVar("way", default=_in_a_sandbox)
