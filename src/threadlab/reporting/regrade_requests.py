"""Requests to look at marks again, as a table from a form or a spreadsheet: each is taken, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.regrade_requests import Request, requests
from threadlab.grading.gradebook.term_notes import Notes, notes_in, reading
from threadlab.term.gradebooks import writing
from threadlab.term.tables import BadTableError, read_table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "student": ("student", "student id", "student_id", "id"),
    "assignment": ("assignment",),
    "part": ("part", "check", "question"),
    "request": ("request", "text", "message"),
}
"""What a table must have, and under which names, in any case; the part may be left out."""
_LONGEST = 5_000  # characters of a request
_PARTS = """
SELECT assignment.name AS assignment, base_cell.name AS part FROM base_cell
JOIN notebook ON notebook.id = base_cell.notebook_id JOIN assignment ON assignment.id = notebook.assignment_id
WHERE base_cell.type IN ('GradeCell', 'TaskCell', 'SolutionCell')
"""
_HANDED_IN = """
SELECT assignment.name, student_id FROM submitted_assignment
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a table: new requests, how many were there already, and of what was not taken the line and why."""

    new: tuple[Request, ...]
    known: int
    refused: tuple[str, ...]


def read_requests(course: CourseFolder, path: Path) -> Taken:
    """Read a table of requests, and hold it beside the gradebook; nothing is written.

    Raises:
        BadTableError: if it is no table, or lacks a column.
    """
    table = read_table(path)
    columns = {column.lower(): column for column in table.columns}
    place = {what: next((columns[name] for name in names if name in columns), "") for what, names in COLUMNS.items()}
    lacking = [what for what, found in place.items() if not found and what != "part"]
    if lacking:
        raise BadTableError(
            f"{path} has no column {' and none '.join(lacking)}; the columns are {', '.join(table.columns)}, and "
            "student, assignment, request are needed (part says which exercise, check or question)"
        )
    with reading(course.gradebook) as execute:
        parts = {tuple(row) for row in execute(_PARTS, {})}
        handed_in = {tuple(row) for row in execute(_HANDED_IN, {})}
        known = {_key(each): each for each in requests(Notes(execute))}
    new: dict[tuple[str, str, str], Request] = {}
    again, refused = 0, []
    for row in table.rows:
        asked = Request(
            row[place["assignment"]], row[place["student"]], _plain_part(row[place["part"]]), row[place["request"]]
        )
        why = _why_not(asked, parts, handed_in)
        before = known.get(_key(asked))
        if why:
            refused.append(f"line {row.line}: {why}")
        elif before is not None and before.asked == asked.asked:
            again += 1
        else:
            new[_key(asked)] = asked
    return Taken(tuple(new.values()), again, tuple(refused))


def enter(course: CourseFolder, asked: tuple[Request, ...]) -> None:
    """Enter requests in the gradebook."""
    with _notes(course) as notes:
        for each in asked:
            each.put(notes)


def answer(course: CourseFolder, student: str, assignment: str, part: str, words: str) -> Request:
    """Answer a request, and return it.

    Args:
        course: the course.
        student: who asked.
        assignment: about which assignment.
        part: about which part; "" for all of it.
        words: the answer, which the student reads on the feedback page.

    Raises:
        CannotRunError: if nothing of the kind was asked, or the answer is empty.
    """
    if not words.strip():
        raise CannotRunError("the answer is empty: say what was found, for the student reads it")
    with _notes(course) as notes:
        found = [each for each in requests(notes, assignment, student) if each.part == _plain_part(part)]
        if not found:
            there = "; ".join(f"{each.student} {each.assignment} {each.part}" for each in requests(notes)) or "none"
            raise CannotRunError(f"{student} has not asked about {part or 'all'} of {assignment}; there are: {there}")
        answered = replace(found[0], answer=words.strip())
        answered.put(notes)
    return answered


@contextmanager
def _notes(course: CourseFolder) -> Iterator[Notes]:
    with writing(course) as gradebook:
        yield notes_in(gradebook)


def _key(asked: Request) -> tuple[str, str, str]:
    return asked.assignment, asked.student, asked.part


def _plain_part(said: str) -> str:
    """Read a part as the feedback page names it, "add: keeps all", or by its id, "add--keeps-all"."""
    return said.strip().replace(": ", "--").replace(" ", "-")


def _why_not(asked: Request, parts: set[tuple[str, ...]], handed_in: set[tuple[str, ...]]) -> str:
    if not asked.asked:
        return "nothing is asked"
    if len(asked.asked) > _LONGEST:
        return f"more than {_LONGEST:,} characters"
    if asked.assignment not in {assignment for assignment, _ in parts}:
        return f"no assignment is called {asked.assignment!r}"
    if (asked.assignment, asked.student) not in handed_in:
        return f"{asked.student!r} has no grade for {asked.assignment}"
    if asked.part and (asked.assignment, asked.part) not in parts:
        there = ", ".join(sorted(part for assignment, part in parts if assignment == asked.assignment))
        return f"{asked.assignment} has no part {asked.part!r}; it has {there}"
    return ""
