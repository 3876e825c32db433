"""The next submission that waits, of all assignments; what somebody is looking at is given to nobody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from threadlab.grading.gradebook.regrade_requests import requests
from threadlab.grading.gradebook.term_notes import Notes

FOR = 30 * 60  # seconds that a submission is kept for whoever took it; who goes on to the next lets go of it
_PATIENCE = 10.0
_TABLE = "CREATE TABLE IF NOT EXISTS looking (submission TEXT PRIMARY KEY, who TEXT NOT NULL, until REAL NOT NULL)"
_WAITING = """
SELECT DISTINCT assignment.name, notebook.name, submitted_notebook.id, submitted_assignment.student_id
FROM grade JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN notebook ON notebook.id = submitted_notebook.notebook_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
{where} ORDER BY assignment.name, notebook.name, submitted_notebook.id
"""


def waiting_notebooks(gradebook: Path, autograded: Path) -> list[str]:
    """List the ids of the submitted notebooks in which something waits, or is asked, and that can be looked at.

    Args:
        gradebook: the gradebook.
        autograded: the folder of graded notebooks.
    """
    with closing(sqlite3.connect(f"{gradebook.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as opened:
        asked = {
            (each.assignment, each.student)
            for each in requests(Notes(lambda query, values: opened.execute(query, values).fetchall()))
            if not each.answer
        }
        marked = opened.execute(_WAITING.format(where="WHERE grade.needs_manual_grade")).fetchall()
        every = opened.execute(_WAITING.format(where="")).fetchall() if asked else []
    rows = sorted({*marked, *(row for row in every if (row[0], row[3]) in asked)})
    return [
        submission
        for assignment, notebook, submission, student in rows
        if (autograded / student / assignment / f"{notebook}.ipynb").is_file()
    ]


def take_next(queue: Path, found: Sequence[str], who: str, now: float, after: str = "") -> str:
    """Give the next submission that nobody else has, and keep it for whoever asks; "" if there is none.

    Args:
        queue: the file in which is noted who has what; several servers may share it.
        found: the submissions that wait, in their order.
        who: who asks; what they had before is let go.
        now: the time, in seconds.
        after: the submission to begin behind; the last is followed by the first.
    """
    at = found.index(after) + 1 if after in found else 0
    queue.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(queue, timeout=_PATIENCE, isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")  # two who ask at the same time come one after the other
        file.execute(_TABLE)
        file.execute("DELETE FROM looking WHERE until <= ? OR who = ?", (now, who))
        others = {submission for (submission,) in file.execute("SELECT submission FROM looking")}
        free = [each for each in (*found[at:], *found[:at]) if each not in others and each != after]
        chosen = free[0] if free else ""
        if chosen:
            file.execute("INSERT INTO looking VALUES (?, ?, ?)", (chosen, who, now + FOR))
        file.execute("COMMIT")
    return chosen
