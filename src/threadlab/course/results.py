"""What grading came to, for each student and assignment, read from the gradebook and the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from threadlab.course.folder import CourseFolder

NOTHING = "nothing handed in"


@dataclass(frozen=True, slots=True)
class Result:
    """One student's result in one assignment.

    ``by_hand`` counts the written answers that a TA has yet to grade, ``for_a_person`` the checks that somebody has
    to look at because they were neither proved nor refuted. ``remarks`` say in plain words whatever is not as usual.
    """

    student: str
    assignment: str
    points: float
    max_points: float
    by_hand: int = 0
    for_a_person: int = 0
    remarks: tuple[str, ...] = ()
    handed_in: bool = True


def read_results(
    course: CourseFolder, db_url: str, assignments: Iterable[str], students: Iterable[str]
) -> list[Result]:
    """Read the results of a class, by student and then by assignment."""
    assignments = list(assignments)
    with Gradebook(db_url) as gradebook:
        return [_result(course, gradebook, student, name) for student in students for name in assignments]


def _result(course: CourseFolder, gradebook: Gradebook, student: str, assignment: str) -> Result:
    most = gradebook.find_assignment(assignment).max_score
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return Result(student, assignment, 0, most, remarks=(NOTHING,), handed_in=False)
    by_hand, for_a_person = _waiting(submission)
    graded = course.autograded / student / assignment
    remarks = _remarks(graded) if graded.is_dir() else _reasons_in(submission)
    points = max(0.0, submission.score - (submission.late_submission_penalty or 0))
    return Result(student, assignment, points, most, by_hand, for_a_person, tuple(remarks))


def _waiting(submission: SubmittedAssignment) -> tuple[int, int]:
    waiting = [grade for notebook in submission.notebooks for grade in notebook.grades if grade.needs_manual_grade]
    by_hand = sum(grade.cell_type == "markdown" for grade in waiting)
    return by_hand, len(waiting) - by_hand


def _reasons_in(submission: SubmittedAssignment) -> list[str]:
    """Why there is no graded notebook: the comments say it."""
    comments = [comment.auto_comment for notebook in submission.notebooks for comment in notebook.comments]
    return list(dict.fromkeys(filter(None, comments)))


def _remarks(folder: Path) -> list[str]:
    remarks = []
    for path in sorted(folder.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        about = notebook["metadata"]["threadlab"]
        if about["unreadable"]:
            remarks.append(about["unreadable"])
            continue
        remarks += about["notes"]
        reasons = [cell["metadata"].get("threadlab", {}).get("reason", "") for cell in notebook["cells"]]
        for reason in dict.fromkeys(filter(None, reasons)):
            count = reasons.count(reason)
            remarks.append(f"{count} check{'s' if count > 1 else ''} undecided: {reason}")
    return remarks
