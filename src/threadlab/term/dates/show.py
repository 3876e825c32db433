"""The dates of a course on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from threadlab.course.folder import CourseFolder
from threadlab.grading.gradebook.late_policy import EXCUSED, EXTENSION, read_policy
from threadlab.grading.gradebook.term_notes import Notes, reading

_DUE = "SELECT name, duedate FROM assignment"


def dates_in_words(course: CourseFolder, assignments: Sequence[str]) -> Iterator[str]:
    """Say when assignments are due, what handing in late costs, and who has an extension or is excused."""
    with reading(course.gradebook) as execute:
        there = list(execute("SELECT 1 FROM sqlite_master WHERE name = :name", {"name": "assignment"}))
        due = dict(execute(_DUE, {})) if there else {}
        notes = Notes(execute)
        extensions, excused = notes.all(EXTENSION), notes.all(EXCUSED)
        for name in assignments:
            time = f"due {_said(due[name])}" if due.get(name) else "no due date"
            policy = read_policy(notes, name)
            yield f"{name}: {time}; {policy or 'handing in late costs nothing'}."
            for (assignment, student), about in extensions.items():
                if assignment == name:
                    yield f"  {student} may hand in until {_said(about['until'])}"
            free = [student for assignment, student in excused if assignment == name]
            if free:
                yield f"  excused: {', '.join(free)}"


def _said(time: str) -> str:
    return f"{datetime.fromisoformat(time).isoformat(sep=' ')} UTC"
