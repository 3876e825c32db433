"""What grading came to, for each student and assignment, read from the gradebook and the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook

from threadlab.course.folder import CourseFolder, folders
from threadlab.grading.gradebook.late_policy import EXCUSED, duration, extended_until
from threadlab.grading.gradebook.submission_marks import Marks, read_marks
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.grading.submission.student_names import printable

NOTHING = "nothing handed in"
OPTIONAL = "optional, and nothing handed in"


@dataclass(frozen=True, slots=True)
class AssignmentResult:
    """One student's result in one assignment.

    ``by_hand`` counts the written answers that a TA has yet to grade, ``for_a_person`` the checks that somebody has
    to look at because they were neither proved nor refuted. ``remarks`` say in plain words whatever is not as usual.
    ``penalty`` is what was taken off for handing in late; ``points`` are what is left.
    """

    student: str
    assignment: str
    points: float
    max_points: float
    by_hand: int = 0
    for_a_person: int = 0
    remarks: tuple[str, ...] = ()
    handed_in: bool = True
    seconds_late: float = 0.0
    penalty: float = 0.0
    excused: bool = False
    optional: bool = False  # whether nobody has to hand it in; who has not is excused
    due: bool = True  # whether it should have been handed in by now


def read_results(
    course: CourseFolder,
    gradebook: Gradebook,
    assignments: Iterable[str],
    students: Iterable[str],
    now: datetime | None = None,
) -> list[AssignmentResult]:
    """Read the results of a class, by student and then by assignment.

    Args:
        course: the course, for its graded notebooks.
        gradebook: where the points are.
        assignments: which ones, in the order of the table.
        students: their ids, in the order of the table.
        now: the time in UTC, without a zone; this machine's if it is not given.
    """
    now = now or datetime.now(UTC).replace(tzinfo=None)
    known = {name: gradebook.find_assignment(name) for name in assignments}
    notes = notes_in(gradebook)
    excused = notes.all(EXCUSED).keys()
    most = {name: float(assignment.max_score) for name, assignment in known.items()}
    optional = {name: course.is_optional(name) for name in known}
    results = [
        _unless_optional(
            _result(course, gradebook, student, name, most[name], (name, student) in excused), optional=optional[name]
        )
        for student in students
        for name in known
    ]
    begun = {result.assignment for result in results if result.handed_in}

    def is_due(result: AssignmentResult) -> bool:
        if result.optional:
            return False
        until = extended_until(notes, result.assignment, result.student) or known[result.assignment].duedate
        return result.assignment in begun if until is None else bool(until <= now)

    return [result if result.handed_in else replace(result, due=is_due(result)) for result in results]


def _result(
    course: CourseFolder, gradebook: Gradebook, student: str, assignment: str, most: float, excused: bool
) -> AssignmentResult:
    found = read_marks(gradebook, assignment, student)
    if found is None:
        until = extended_until(notes_in(gradebook), assignment, student)
        instead = _instead(course, student) if not excused else ("excused",)
        extended = (f"may hand in until {until} UTC",) if until and not excused else ()
        return AssignmentResult(
            student, assignment, 0, most, remarks=(*instead, *extended), handed_in=False, excused=excused
        )
    waiting = [mark.kind for mark in found.marks.values() if mark.waits]
    by_hand = waiting.count("markdown")
    graded = course.autograded / student / assignment
    reasons = dict.fromkeys(said.auto for said in found.remarks.values() if said.auto)
    waits = {place for place, mark in found.marks.items() if mark.waits}
    names = [path.name for path in course.notebooks(assignment)]
    remarks = _remarks(graded, names, waits) if graded.is_dir() else list(reasons)
    doubted = [place.partition("/")[2] for place in sorted(waits) if found.marks[place].manual is not None]
    if doubted:
        remarks.append(f"changed after a person had marked it: {', '.join(doubted)}")
    if found.seconds_late:
        remarks.insert(0, _lateness(found))
    if excused:
        remarks.insert(0, "excused")
    return AssignmentResult(
        student,
        assignment,
        found.points,
        most,
        by_hand,
        len(waiting) - by_hand,
        tuple(remarks),
        seconds_late=found.seconds_late,
        penalty=found.penalty,
        excused=excused,
    )


def _unless_optional(result: AssignmentResult, *, optional: bool) -> AssignmentResult:
    """Excuse who has not handed in what nobody has to."""
    if not optional or result.handed_in or result.excused:
        return replace(result, optional=optional)
    said = tuple(OPTIONAL if remark == NOTHING else remark for remark in result.remarks)
    return replace(result, optional=True, excused=True, remarks=said)


def _lateness(found: Marks) -> str:
    cost = (
        f"{found.penalty:g} point{'' if found.penalty == 1 else 's'} taken off"
        if found.penalty
        else "nothing taken off"
    )
    return f"handed in {duration(found.seconds_late)} late, {cost}"


def _instead(course: CourseFolder, student: str) -> tuple[str, ...]:
    """Say that nothing was handed in, and what the student's folder has that may have been meant."""
    folder = course.submitted / student
    strangers = [name for name in folders(folder) if name not in course.assignments()]
    loose = sorted(path.name for path in folder.glob("*.ipynb")) if folder.is_dir() else []
    return (
        NOTHING,
        *(f"{printable(name)} is the name of no assignment" for name in strangers),
        *(f"{printable(name)} lies in no assignment's folder" for name in loose),
    )


def _remarks(folder: Path, names: Iterable[str], waits: Collection[str]) -> list[str]:
    remarks = []
    for path in filter(Path.is_file, (folder / name for name in names)):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        about = notebook["metadata"]["threadlab"]
        if about["unreadable"]:
            remarks.append(about["unreadable"])
            continue
        undecided = [
            cell["metadata"] for cell in notebook["cells"] if "reason" in cell["metadata"].get("threadlab", {})
        ]
        reasons = [
            about["threadlab"]["reason"]
            for about in undecided
            if f"{path.stem}/{about['nbgrader']['grade_id']}" in waits
        ]
        for reason in dict.fromkeys(filter(None, reasons)):
            count = reasons.count(reason)
            remarks.append(f"{count} check{'s' if count > 1 else ''} undecided: {reason}")
        remarks += about["notes"]  # what a person must look at stands first
    return remarks
