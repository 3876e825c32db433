"""The tables of grades that each system takes, from where a class stands.

Canvas: lib/gradebook_importer.rb of instructure/canvas-lms. Moodle: grade/import/csv/classes/load_data.php of
moodle/moodle, which takes an empty cell for no grade. Gradescope: "Download Grades" of a course, which no page of
Gradescope's describes; as gradescope-mean 0.0.20 on PyPI and eldridgejm/gradelib (ce93962) read it. nbgrader: its own
exporter's columns, and some more. All as of 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from threadlab.grading.gradebook.class_list import Student
from threadlab.term.exporting.standings import EXCUSED, GRADED, MISSING, Standing
from threadlab.term.exporting.written import csv_bytes, hours_text, points_text

CSV_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),  # so far as nbgrader has them
    *("waiting", "score_so_far", "seconds_late", "status", "why_empty"),
)


@dataclass(frozen=True, slots=True)
class Grades:
    """Where a class stands, and what the platform calls the assignments (by our names; the same if it is not said)."""

    standings: Sequence[Standing]
    titles: Mapping[str, str] = field(default_factory=dict)
    say_excused: bool = False

    def assignments(self) -> list[str]:
        """Name the assignments, in order."""
        return list(dict.fromkeys(each.assignment for each in self.standings))

    def title(self, assignment: str) -> str:
        """Give what the platform calls an assignment."""
        return self.titles.get(assignment, assignment)

    def most(self, assignment: str) -> float:
        """Give the points that an assignment has."""
        return next(each.most for each in self.standings if each.assignment == assignment)

    def by_student(self) -> Iterator[tuple[Student, list[Standing]]]:
        """Give each student with the standings in all assignments, in their order."""
        found: dict[str, list[Standing]] = {}
        for each in self.standings:
            found.setdefault(each.student.id, []).append(each)
        for standings in found.values():
            yield standings[0].student, standings


def as_csv(grades: Grades) -> bytes:
    """Give a line for each student and assignment, in nbgrader's columns and some more."""
    return csv_bytes(CSV_COLUMNS, map(line, grades.standings))


def line(each: Standing) -> Sequence[object]:
    """Give the cells of ``CSV_COLUMNS``."""
    final = each.status == GRADED
    there = final or bool(each.at) or each.waiting or each.raw
    student = each.student
    return (
        *(each.assignment, each.due, each.at, student.id, student.last_name, student.first_name, student.email),
        each.raw if final else "",
        each.penalty if there else "",
        round(each.so_far, 6) if final else "",
        each.most,
        each.waiting,
        round(each.so_far, 6) if there else "",
        int(each.seconds_late),
        each.status,
        each.why,
    )


def as_canvas(grades: Grades) -> bytes:
    """Give Canvas's table of a gradebook: its columns up to "Section", then the assignments.

    Canvas takes any other column for a new assignment, so why a cell is empty stands in a table of its own.
    """
    names = grades.assignments()
    columns = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(grades.title, names))
    possible = ("    Points Possible", "", "", "", "", *(points_text(grades.most(name)) for name in names))
    rows = [
        (
            ", ".join(filter(None, (student.last_name, student.first_name))) or student.id,
            student.lms_user_id,
            student.other.get("number", ""),
            student.other.get("username", "") or student.id,
            student.other.get("section", ""),
            *(_canvas_cell(each, grades.say_excused) for each in standings),
        )
        for student, standings in grades.by_student()
    ]
    return csv_bytes(columns, [possible, *rows])


def _canvas_cell(each: Standing, say_excused: bool) -> str:
    return "EX" if say_excused and each.status == EXCUSED else points_text(each.points)


def why_empty(grades: Grades) -> bytes:
    """Give a line for each empty cell: whose it is, and why it is empty."""
    lines = [(each.student.id, each.student.name, each.assignment, each.why) for each in grades.standings if each.why]
    return csv_bytes(("student_id", "name", "assignment", "why_empty"), lines)


def as_moodle(grades: Grades) -> bytes:
    """Give a table for Moodle's "Import grades": whoever imports it says which column is which."""
    names = grades.assignments()
    columns = ["First name", "Last name", "ID number", "Email address"]
    columns += [f"Assignment: {grades.title(name)} (Real)" for name in names]
    columns += [f"{grades.title(name)}: why empty" for name in names]
    rows = [
        (
            *(student.first_name, student.last_name, _moodle_number(student), student.email),
            *(points_text(each.points) for each in standings),
            *(each.why for each in standings),
        )
        for student, standings in grades.by_student()
    ]
    return csv_bytes(columns, rows)


def _moodle_number(student: Student) -> str:
    return student.other.get("number", "") or ("" if student.email else student.id)


def as_gradescope(grades: Grades) -> bytes:
    """Give Gradescope's table of a course's grades: four columns for each assignment."""
    columns = ["First Name", "Last Name", "SID", "Email", "Sections"]
    for name in grades.assignments():
        title = grades.title(name)
        columns += [title, f"{title} - Max Points", f"{title} - Submission Time", f"{title} - Lateness (H:M:S)"]
    columns.append("Total Lateness (H:M:S)")
    return csv_bytes(columns, (_gradescope_row(*each) for each in grades.by_student()))


def _gradescope_row(student: Student, standings: Iterable[Standing]) -> list[object]:
    row: list[object] = [student.first_name, student.last_name, student.other.get("number", "") or student.id]
    row += [student.email, student.other.get("section", "")]
    total = 0.0
    for each in standings:
        total += each.seconds_late
        at = f"{each.at} +0000" if each.at else ""
        row += [points_text(each.points), points_text(each.most), at, hours_text(each.seconds_late)]
    return [*row, hours_text(total)]


def counts(standings: Iterable[Standing]) -> str:
    """Say how many have points, and why others have none."""
    found: dict[str, int] = {}
    for each in standings:
        found[each.status] = found.get(each.status, 0) + 1
    words = {GRADED: "graded", "waiting": "waiting", MISSING: "not handed in", EXCUSED: "excused"}
    return ", ".join(f"{found.get(status, 0)} {word}" for status, word in words.items())
