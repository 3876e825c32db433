"""What the gradebook says of one submission, read at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from nbgrader.api import Gradebook
from sqlalchemy import text

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - as the gradebook keeps times


class CellMark(NamedTuple):
    """One graded cell: the grader's score, a person's, and whether a person has yet to look."""

    auto: float | None
    manual: float | None
    extra: float | None
    waits: bool
    kind: str  # "code" or "markdown"

    @property
    def points(self) -> float:
        """What counts, as nbgrader adds it up."""
        given = self.auto if self.manual is None else self.manual
        return 0.0 if given is None else given + (self.extra or 0.0)


class Remark(NamedTuple):
    """What is said to an answer, by the grader and by a person."""

    auto: str | None
    manual: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks and comments of a submission, by cell, and what was taken off for handing in late."""

    marks: Mapping[str, CellMark]
    remarks: Mapping[str, Remark]
    penalty: float
    handed_in: tuple[Any, ...]  # when, the extension given, and the due date

    @property
    def points(self) -> float:
        """The points of the submission, penalties taken off."""
        return max(0.0, sum(mark.points for mark in self.marks.values()) - self.penalty)

    @property
    def seconds_late(self) -> float:
        """How long after the due date it was handed in, extension considered; 0 if it was not, or is not known."""
        at, extension, due = (None if said is None else datetime.fromisoformat(said) for said in self.handed_in)
        if at is None or due is None:
            return 0.0
        longer = extension - _EPOCH if extension else timedelta()  # as SQLAlchemy keeps a length of time
        return max(0.0, (at - due - longer).total_seconds())

    def by_grader(self) -> list[object]:
        """Give what grading has entered, as plain data."""
        marks = [[cell, mark.auto] for cell, mark in sorted(self.marks.items())]
        return [marks, [[cell, said.auto] for cell, said in sorted(self.remarks.items())], self.penalty]

    def by_people(self) -> list[object]:
        """Give what people have entered, as plain data."""
        marks = [[cell, *mark[1:4]] for cell, mark in sorted(self.marks.items())]
        return [marks, [[cell, said.manual] for cell, said in sorted(self.remarks.items())]]


# From the submission to its notebooks, their cells and so to the entries: each step is in the order of an index, so
# that reading one submission takes no longer in a large class.
_SUBMISSION = """
FROM submitted_assignment JOIN assignment ON assignment.id = submitted_assignment.assignment_id
"""
_NOTEBOOKS = """
JOIN notebook ON notebook.assignment_id = assignment.id
JOIN submitted_notebook ON submitted_notebook.notebook_id = notebook.id
 AND submitted_notebook.assignment_id = submitted_assignment.id
"""
_ENTRIES = """
JOIN base_cell ON base_cell.notebook_id = notebook.id
JOIN {table} AS entry ON entry.cell_id = base_cell.id AND entry.notebook_id = submitted_notebook.id
"""
_WHERE = "WHERE assignment.name = :assignment AND submitted_assignment.student_id = :student"
_MARKS = (
    "SELECT notebook.name || '/' || base_cell.name, auto_score, manual_score, extra_credit, needs_manual_grade, "
    "coalesce(grade_cells.cell_type, task_cells.cell_type)"
    + _SUBMISSION
    + _NOTEBOOKS
    + _ENTRIES.format(table="grade")
    + "LEFT JOIN grade_cells ON grade_cells.id = base_cell.id LEFT JOIN task_cells ON task_cells.id = base_cell.id "
    + _WHERE
)
_REMARKS = (
    "SELECT notebook.name || '/' || base_cell.name, auto_comment, manual_comment"
    + _SUBMISSION
    + _NOTEBOOKS
    + _ENTRIES.format(table="comment")
    + _WHERE
)
_PENALTIES = "SELECT coalesce(sum(late_submission_penalty), 0)" + _SUBMISSION + _NOTEBOOKS + _WHERE
_HANDED_IN = "SELECT timestamp, extension, duedate" + _SUBMISSION + _WHERE


def read_marks(gradebook: Gradebook, assignment: str, student: str) -> Marks | None:
    """Read what the gradebook says of a submission; nothing if it does not know of it."""

    def rows(query: str) -> list[Any]:
        found = gradebook.db.execute(text(query), {"assignment": assignment, "student": student})
        return [tuple(row) for row in found]

    handed_in = rows(_HANDED_IN)
    if not handed_in:
        return None
    return Marks(
        marks={
            cell: CellMark(auto, hand, extra, bool(waits), kind)
            for cell, auto, hand, extra, waits, kind in rows(_MARKS)
        },
        remarks={cell: Remark(*said) for cell, *said in rows(_REMARKS)},
        penalty=rows(_PENALTIES)[0][0],
        handed_in=handed_in[0],
    )
