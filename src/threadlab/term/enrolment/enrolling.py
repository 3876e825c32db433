"""Bringing the class list up to date: what would change, and changing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.class_list import Student, enrol, listed_in, take_off
from threadlab.term.enrolment.people import ClassList
from threadlab.term.gradebooks import writing

_WORDS = {"first_name": "first name", "last_name": "last name", "email": "e-mail", "lms_user_id": "platform's number"}

SHOWN = 3  # of those who are on the list already


class CannotEnrolError(CannotRunError):
    """Somebody cannot be put on the class list, or taken off it; the message says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class ClassListChanges:
    """What a list changes.

    ``changed`` says of whom what becomes another; ``lacking`` are on the class list, and not on this one: they stay.
    """

    new: tuple[Student, ...]
    changed: tuple[tuple[Student, str], ...]
    same: tuple[Student, ...]
    lacking: tuple[str, ...]


def compare(now: Mapping[str, Student], found: ClassList) -> ClassListChanges:
    """Say what a list that was read would change. What it is silent about stays as it is.

    Raises:
        CannotEnrolError: if the list is not fit, or would make two students of one.
    """
    problems = list(found.problems)
    doubled: list[tuple[str, str]] = []  # an id, and whose address it has
    addresses = {student.email.casefold(): student.id for student in now.values() if student.email}
    new, changed, same = [], [], []
    for student in found.students:
        before = now.get(student.id)
        other = addresses.get(student.email.casefold(), student.id)
        if before is None and other != student.id:
            doubled.append((student.id, other))
        elif before is None:
            new.append(student)
        else:
            merged = _merged(before, student)
            what = _difference(before, merged)
            if what:
                changed.append((merged, what))
            else:
                same.append(before)
    problems += _doubled(doubled)
    if problems:
        raise CannotEnrolError("the class list was left as it is:\n" + "\n".join(f"  {each}" for each in problems))
    names = {student.id for student in found.students}
    return ClassListChanges(tuple(new), tuple(changed), tuple(same), tuple(name for name in now if name not in names))


def _doubled(doubled: Sequence[tuple[str, str]]) -> list[str]:
    if not doubled:
        return []
    more = f", and {len(doubled) - SHOWN} more" if len(doubled) > SHOWN else ""
    who = ", ".join(f"{name} has the e-mail address of {other}" for name, other in doubled[:SHOWN])
    then = f"to take one off first: threadlab class drop {doubled[0][1]}"
    same = "if they are the same persons, choose the same column for ids as then (--columns id=...)"
    return [f"{who}{more}: on the list already, under other ids; {same}; {then}"]


def enrol_all(course: CourseFolder, changes: ClassListChanges) -> None:
    """Enter what a list changes in the gradebook, all of it or nothing.

    Raises:
        BadGradebookError, NotAloneError: if the gradebook cannot be written.
    """
    if changes.new or changes.changed:
        with writing(course) as gradebook:
            for student in (*changes.new, *(student for student, _ in changes.changed)):
                enrol(gradebook, student)


def drop(course: CourseFolder, names: Sequence[str]) -> None:
    """Take students off the class list; what they handed in and their grades stay.

    Raises:
        CannotEnrolError: if one is not on it.
    """
    now = listed_in(course.gradebook)
    strangers = [name for name in names if name not in now]
    if strangers:
        raise CannotEnrolError(f"not on the class list: {', '.join(strangers)}; threadlab class shows who is")
    with writing(course) as gradebook:
        for name in names:
            take_off(gradebook, name)


def _merged(before: Student, now: Student) -> Student:
    """Take over what a list says; what it does not say is kept."""
    said = {each.name: getattr(now, each.name) for each in fields(Student) if each.name != "other"}
    if now.name == before.name:  # a list that has whole names does not know where the first one ends
        said.update(first_name="", last_name="")
    return replace(
        before, **{name: value for name, value in said.items() if value}, other={**before.other, **now.other}
    )


def _difference(before: Student, after: Student) -> str:
    parts = [
        f"{word}: {getattr(before, name) or 'none'} -> {getattr(after, name)}"
        for name, word in _WORDS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    parts += [
        f"{name}: {before.other.get(name) or 'none'} -> {value}"
        for name, value in sorted(after.other.items())
        if before.other.get(name, "") != value
    ]
    return "; ".join(parts)
