"""Moodle's own grading worksheet, filled in: its rows and columns as they are, and the grades that are final.

Moodle finds a student by "Identifier", and takes "Grade" and "Last modified (grade)" (importgradeslib.php of
mod/assign/feedback/offline in moodle/moodle, 2026).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.class_list import Student
from threadlab.term.collecting.matching import Matcher
from threadlab.term.collecting.times_table import read_people
from threadlab.term.exporting.standings import GRADED, Standing
from threadlab.term.exporting.written import csv_bytes, points_text
from threadlab.term.tables import Table, read_table

NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_WHY = "Why empty"


class BadWorksheetError(CannotRunError):
    """A file is no grading worksheet that can be filled in; the message says why."""


def participants(path: Path, students: Mapping[str, Student]) -> dict[str, tuple[str, str]]:
    """Give what a worksheet calls students: a number and a whole name, by their ids.

    Raises:
        BadWorksheetError: if it is no worksheet of Moodle's.
    """
    worksheet = _read(path)
    matcher = Matcher(students, {}, {})
    found = {}
    for row, entry in zip(worksheet.rows, read_people(worksheet), strict=True):
        student, _ = matcher.find("", entry.who)
        if student and entry.participant:
            found[student] = (entry.participant, row["Full name"])
    return found


def fill_in(path: Path, standings: Sequence[Standing]) -> tuple[bytes, list[str]]:
    """Fill the grades of one assignment into a worksheet.

    Returns:
        The worksheet, and what a person has to know.

    Raises:
        BadWorksheetError: if it is no worksheet of Moodle's.
    """
    worksheet = _read(path)
    by_id = {each.student.id: each for each in standings}
    matcher = Matcher({each.student.id: each.student for each in standings}, {}, {})
    told, rows = [], []
    other_most: dict[str, list[int]] = {}  # lines, by what they say is the most
    for row, entry in zip(worksheet.rows, read_people(worksheet), strict=True):
        cells = {column: row.cells.get(column, "") for column in worksheet.columns}
        student, why = matcher.find("", entry.who)
        each = by_id.get(student)
        if each is None:
            told.append(f"line {row.line}, {entry.label}: {why}")
        elif each.status != GRADED:
            why = each.why
        elif row["Grade can be changed"].casefold() == "no":
            told.append(f"line {row.line}, {entry.label}: Moodle says that the grade cannot be changed")
            why = "Moodle says that the grade cannot be changed"
        else:
            cells["Grade"] = points_text(each.points)
            most = row["Maximum grade"] or row["Maximum Grade"]
            if most and _value(most) != each.most:
                other_most.setdefault(f"the most is {most} in Moodle, and {points_text(each.most)} here", []).append(
                    row.line
                )
        rows.append((*cells.values(), why))
    for said, lines in other_most.items():
        told.append(f"line {lines[0]}{f' and {len(lines) - 1} more' if len(lines) > 1 else ''}: {said}")
    return csv_bytes((*worksheet.columns, _WHY), rows, guarded=False), told


def _read(path: Path) -> Table:
    worksheet = read_table(path)
    lacking = [column for column in NEEDED if column not in worksheet.columns]
    if lacking:
        raise BadWorksheetError(
            f"{path} has no column {lacking[0]!r}, so it is no grading worksheet of Moodle's; download one from the "
            "assignment (View all submissions, Download grading worksheet), in English"
        )
    return worksheet


def _value(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
