"""Where each student stands in each assignment: the points if they are final, and else why there are none.

What waits for a person, was not handed in, or is excused has no points, and never zero. Who has not handed in what is
optional is excused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from threadlab.course.folder import CourseFolder
from threadlab.course.grading_log import files_digest, graded_answers
from threadlab.course.grading_run.grade import RECORD
from threadlab.course.grading_run.results import NOTHING, OPTIONAL
from threadlab.grading.gradebook.class_list import Student, students_listed
from threadlab.grading.gradebook.late_policy import EXCUSED as EXCUSED_NOTE
from threadlab.grading.gradebook.late_policy import read_policy
from threadlab.grading.gradebook.submission_marks import Marks, read_marks
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.grading.submission.handed_in import handed_in
from threadlab.story.text.names import counted

_SAME = 1e-9  # points
GRADED, WAITING, MISSING, EXCUSED = "graded", "waiting", "missing", "excused"


@dataclass(frozen=True, slots=True)
class Standing:
    """One student in one assignment.

    ``status`` is "graded", "waiting", "missing" or "excused", and ``why`` says it in words where it is not "graded".
    ``so_far`` is what the marks that are there come to, ``raw`` the same before ``penalty`` was taken off for handing
    in ``seconds_late``. ``due`` and ``at`` are in UTC, as the gradebook writes them; "" if there is none. ``waiting``
    counts the marks that a person has yet to give.
    """

    student: Student
    assignment: str
    most: float
    status: str
    why: str = ""
    raw: float = 0.0
    penalty: float = 0.0
    seconds_late: float = 0.0
    at: str = ""
    due: str = ""
    waiting: int = 0

    @property
    def so_far(self) -> float:
        """What the marks that are there come to."""
        return max(0.0, self.raw - self.penalty)

    @property
    def points(self) -> float | None:
        """The points; None if they are not final."""
        return self.so_far if self.status == GRADED else None


def everybody(gradebook: Gradebook) -> list[Student]:
    """Name everybody on the class list, or whom nbgrader knows if there is none, by their ids."""
    found = students_listed(gradebook)
    if found:
        return list(found.values())
    return [
        Student(each.id, each.first_name or "", each.last_name or "", each.email or "", each.lms_user_id or "")
        for each in sorted(gradebook.students, key=lambda each: str(each.id))
    ]


def read_standings(
    gradebook: Gradebook, root: Path, assignments: Collection[str] = (), students: Collection[str] = ()
) -> Iterator[Standing]:
    """Read where a class stands, assignment by assignment, each student by student.

    Args:
        gradebook: an open gradebook.
        root: the course's folder, for what was handed in and not graded yet.
        assignments: which ones; all of them if none is named.
        students: their ids; everybody's if none is named.
    """
    people = [student for student in everybody(gradebook) if not students or student.id in students]
    answers = graded_answers(root / RECORD)
    excused = notes_in(gradebook).all(EXCUSED_NOTE).keys()
    for assignment in sorted(gradebook.assignments, key=lambda each: str(each.name)):
        name, most, due = str(assignment.name), float(assignment.max_score), str(assignment.duedate or "")
        if not assignments or name in assignments:
            policy = read_policy(notes_in(gradebook), name)
            optional = CourseFolder(root).is_optional(name)
            for student in people:
                folder = root / "submitted" / student.id / name
                marks = read_marks(gradebook, name, student.id)
                status, why = _status(marks, handed_in(folder), excused=(name, student.id) in excused)
                if status == MISSING and optional:
                    status, why = EXCUSED, OPTIONAL
                if marks is None:
                    yield Standing(student, name, most, status, why, due=due)
                    continue
                if status == GRADED and policy is not None:
                    owed = min(policy.taken_off(marks.seconds_late, most), _raw(marks))
                    if abs(owed - marks.penalty) > _SAME:
                        status, why = WAITING, "what lateness costs has changed since it was graded"
                before = answers.get((name, student.id))
                if status == GRADED and before and handed_in(folder) and before != files_digest(folder):
                    status, why = WAITING, "handed in anew since it was graded"
                yield Standing(
                    student,
                    name,
                    most,
                    status,
                    why,
                    raw=_raw(marks),
                    penalty=marks.penalty,
                    seconds_late=marks.seconds_late,
                    at=str(marks.handed_in[0] or "").removesuffix(".000000"),
                    due=due,
                    waiting=_waiting(marks),
                )


def _status(marks: Marks | None, there: bool, *, excused: bool) -> tuple[str, str]:
    """Say how a submission stands, and why it has no points if it has none."""
    if excused:
        return EXCUSED, "excused"
    if marks is None:
        return (WAITING, "not graded yet") if there else (MISSING, NOTHING)
    waiting = _waiting(marks)
    if not waiting:
        return GRADED, ""
    return WAITING, f"{counted(waiting, 'mark')} wait{'s' if waiting == 1 else ''} for a person"


def _waiting(marks: Marks) -> int:
    return sum(mark.waits or (mark.auto is None and mark.manual is None) for mark in marks.marks.values())


def _raw(marks: Marks) -> float:
    return sum(mark.points for mark in marks.marks.values())
