"""Marks that a regrade changed: which, from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from threadlab.grading.gradebook.submission_marks import CellMark, Marks

PENALTY = "points taken off for handing in late"


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One mark of the grader's that is another than before; ``None`` is a mark that waits for a person.

    So is what is taken off for handing in late: ``check`` is ``PENALTY`` then.

    ``by_hand`` is the mark that a person has given meanwhile: it still counts, in place of either.
    """

    student: str
    assignment: str
    check: str
    old: float | None
    new: float | None
    why: str
    by_hand: float | None = None

    def __str__(self) -> str:
        """Say it in one line."""
        kept = "" if self.by_hand is None else f"; the mark given by a person still counts: {self.by_hand:g}"
        said = f"{self.assignment} of {self.student}, {self.check}: {_mark(self.old)} -> {_mark(self.new)}"
        return f"{said} ({self.why}{kept})"


def changes(student: str, assignment: str, before: Marks | None, after: Marks | None, why: str) -> Iterator[MarkChange]:
    """List the marks that differ; none if the submission was not known before.

    Args:
        student: who handed in.
        assignment: the assignment's name.
        before: the marks before it was graded.
        after: the marks afterwards.
        why: what may have made the difference.
    """
    if before is None or after is None:
        return
    nothing = CellMark(None, None, None, True, "")
    for place in sorted(before.marks.keys() | after.marks.keys()):
        old, new = before.marks.get(place, nothing), after.marks.get(place, nothing)
        if old.auto != new.auto:
            yield MarkChange(student, assignment, place.partition("/")[2], old.auto, new.auto, why, new.manual)
    if before.penalty != after.penalty:
        yield MarkChange(student, assignment, PENALTY, before.penalty, after.penalty, why)


def _mark(points: float | None) -> str:
    return "waits for a person" if points is None else f"{points:g}"
