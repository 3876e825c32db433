"""What ``nbgrader export`` writes in a course: its usual table, but nothing in place of a score that is yet to come.

nbgrader's own exporter writes 0.0 for what waits for a person, and quotes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.plugins import ExportPlugin

DESTINATION = "grades.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet would begin to compute
FIELDS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "waiting",
    "score_so_far",
)


class WaitingIsNotZero(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """A line for each student and assignment, in nbgrader's columns and two more.

    ``waiting`` counts the marks that a person has yet to give. Where it is not 0, ``raw_score`` and ``score`` are
    empty, and ``score_so_far`` says what the marks that are there come to.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to the file that ``--to`` names."""
        path = Path(self.to or DESTINATION)
        self.log.info("Exporting grades to %s", path)
        students, assignments = ({str(name) for name in names} for names in (self.student, self.assignment))
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, FIELDS, lineterminator="\n")
            table.writeheader()
            table.writerows(_rows(gradebook, students, assignments))


def _rows(gradebook: Gradebook, students: set[str], assignments: set[str]) -> Iterator[dict[str, Any]]:
    for assignment in gradebook.assignments:
        for student in gradebook.students:
            if (not assignments or assignment.name in assignments) and (not students or student.id in students):
                about = {
                    "assignment": assignment.name,
                    "duedate": assignment.duedate,
                    "student_id": student.id,
                    "last_name": student.last_name,
                    "first_name": student.first_name,
                    "email": student.email,
                    "max_score": assignment.max_score,
                }
                row = about | _scores(gradebook, assignment.name, student.id)
                yield {field: plain(value) for field, value in row.items()}


def _scores(gradebook: Gradebook, assignment: str, student: str) -> dict[str, Any]:
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        nothing = dict.fromkeys(("raw_score", "late_submission_penalty", "score", "score_so_far"), 0.0)
        return nothing | {"timestamp": "", "waiting": 0}
    penalty = submission.late_submission_penalty
    score = max(0.0, submission.score - penalty)
    waiting = _waiting(submission)
    return {
        "timestamp": submission.timestamp,
        "raw_score": "" if waiting else submission.score,
        "late_submission_penalty": penalty,
        "score": "" if waiting else score,
        "waiting": waiting,
        "score_so_far": score,
    }


def _waiting(submission: SubmittedAssignment) -> int:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return sum(
        bool(grade.needs_manual_grade or (grade.auto_score is None and grade.manual_score is None)) for grade in grades
    )


def plain(value: object) -> object:
    """Give a value as a cell of a table; a text that a spreadsheet would take for a formula, as text."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
