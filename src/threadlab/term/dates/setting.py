"""Setting an assignment's dates: all that was asked for, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from nbgrader.api import Gradebook, MissingEntry

from threadlab.course.folder import CourseFolder, known
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.class_list import students_listed
from threadlab.grading.gradebook.late_policy import (
    EXCUSED,
    EXTENSION,
    POLICY,
    Policy,
    enter_extension,
    note_policy,
    read_duration,
    read_policy,
)
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.term.gradebooks import writing
from threadlab.term.moments import moment, read_zone


class BadDatesError(CannotRunError):
    """A date or a policy cannot be set; the message says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class DatesRequest:
    """What to set, as it was typed; None and () leave things as they are.

    ``extend`` are students with a time or a duration after the due date. ``per_day`` is "2" points or "10%".
    """

    due: str | None = None
    no_due: bool = False
    zone: str | None = None
    grace: str | None = None
    per_day: str | None = None
    cut_off: str | None = None
    no_policy: bool = False
    extend: Sequence[tuple[str, str]] = field(default_factory=tuple)
    no_extension: Sequence[str] = field(default_factory=tuple)
    excuse: Sequence[str] = field(default_factory=tuple)
    no_excuse: Sequence[str] = field(default_factory=tuple)

    def anything(self) -> bool:
        """Say whether anything is to be set."""
        given = (getattr(self, name) for name in self.__dataclass_fields__ if name != "zone")
        return any(value not in (None, False, (), []) for value in given)


def set_dates(course: CourseFolder, assignment: str, wanted: DatesRequest) -> None:
    """Set dates of an assignment.

    Raises:
        NotThereError: if there is no such assignment.
        BadDatesError: if something cannot be set; then nothing is.
        BadGradebookError, NotAloneError, MachineError: if the gradebook cannot be written.
    """
    (name,) = known("assignment", [assignment], course.assignments())
    _refuse_contradictions(wanted)
    zone = None if wanted.zone is None else read_zone(wanted.zone)
    with writing(course) as gradebook:
        try:
            entry = gradebook.find_assignment(name)
        except MissingEntry:
            raise BadDatesError(f"{name} is not in the gradebook yet; first: threadlab build {name}") from None
        if wanted.due is not None:
            entry.duedate = _time(wanted.due, zone)
        if wanted.no_due:
            entry.duedate = None
        _set_policy(gradebook, name, wanted)
        _set_students(course, gradebook, name, wanted, zone)
        gradebook.db.flush()
        for submission in gradebook.assignment_submissions(name):
            enter_extension(gradebook, submission)
            if submission.student_id in wanted.no_extension or entry.duedate is None:
                submission.extension = None


def _refuse_contradictions(wanted: DatesRequest) -> None:
    """Refuse what is asked for and taken back in one: which of the two is meant is not known."""
    if wanted.due is not None and wanted.no_due:
        raise BadDatesError("--due and --no-due contradict each other")
    pairs = (
        ("extend", "no-extension", [student for student, _ in wanted.extend], wanted.no_extension),
        ("excuse", "no-excuse", wanted.excuse, wanted.no_excuse),
    )
    for yes, no, these, those in pairs:
        both = sorted({*these} & {*those})
        if both:
            raise BadDatesError(f"--{yes} and --{no} contradict each other for {both[0]}")


def _set_policy(gradebook: Gradebook, name: str, wanted: DatesRequest) -> None:
    notes = notes_in(gradebook)
    if wanted.no_policy:
        notes.drop(POLICY, name)
    if wanted.grace is wanted.per_day is wanted.cut_off is None:
        return
    policy = read_policy(notes, name) or Policy()
    if wanted.grace is not None:
        policy = replace(policy, grace=_duration("--grace", wanted.grace))
    if wanted.cut_off is not None:
        policy = replace(policy, cut_off=_duration("--cut-off", wanted.cut_off))
    if wanted.per_day is not None:
        points, percent = _per_day(wanted.per_day)
        policy = replace(policy, points=points, percent=percent)
    if policy.cut_off is not None and policy.cut_off < policy.grace:
        raise BadDatesError("the cut-off comes before the grace is over")
    note_policy(notes, name, policy)


def _set_students(
    course: CourseFolder, gradebook: Gradebook, name: str, wanted: DatesRequest, zone: tzinfo | None
) -> None:
    notes = notes_in(gradebook)
    everybody = sorted(students_listed(gradebook)) or course.students()
    mentioned = [*(student for student, _ in wanted.extend), *wanted.no_extension, *wanted.excuse, *wanted.no_excuse]
    strangers = [student for student in mentioned if student not in everybody]
    if strangers:
        raise BadDatesError(f"no student is called {strangers[0]}; threadlab class shows who is in the class")
    due = gradebook.find_assignment(name).duedate
    for student, until in wanted.extend:
        if due is None:
            raise BadDatesError(f"{name} has no due date to be extended; set one first: --due TIME")
        time = _until(until, due, zone)
        if time <= due:
            raise BadDatesError(f"the extension of {student} is no extension: {name} is due {due} UTC")
        notes.put({"until": time.isoformat()}, EXTENSION, name, student)
    for student in wanted.no_extension:
        notes.drop(EXTENSION, name, student)
    for student in wanted.excuse:
        notes.put({}, EXCUSED, name, student)
    for student in wanted.no_excuse:
        notes.drop(EXCUSED, name, student)


def _until(text: str, due: datetime, zone: tzinfo | None) -> datetime:
    if not text.startswith("+"):
        try:
            return _time(text, zone)
        except BadDatesError as problem:
            raise BadDatesError(f"{problem}, and no duration like +3d") from None
    try:
        return due + timedelta(seconds=_duration("an extension", text[1:]))
    except OverflowError:
        raise BadDatesError(f"an extension by {text[1:]} leads out of all calendars") from None


def _time(text: str, zone: tzinfo | None) -> datetime:
    found = moment(text, zone)
    if found.at is None:
        certain = f"{found.said!r} is no certain time: {found.why}; write it" if found.why else f"{text!r} is no time"
        raise BadDatesError(f'{certain} like "2026-10-01 23:59 +02:00"')
    return found.at


def _duration(what: str, text: str) -> int:
    try:
        return read_duration(text)
    except ValueError:
        raise BadDatesError(
            f"{what} takes a duration such as 15m, 2h, 3d or 1d12h, of ten years at most, not {text!r}"
        ) from None


def _per_day(text: str) -> tuple[float, float]:
    """Read what a day costs: points, and percent."""
    number = text.strip().removesuffix("%").strip()
    try:
        value = float(number)
        if not 0 <= value < 1e6 or (text.strip().endswith("%") and value > 100):
            raise ValueError
    except ValueError:
        raise BadDatesError(f'--per-day takes points such as 2, or percent such as "10%", not {text!r}') from None
    return (0.0, value) if text.strip().endswith("%") else (value, 0.0)
