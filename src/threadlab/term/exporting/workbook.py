"""Grades as a spreadsheet: a sheet to read, and one with all that is known. The same grades are the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from threadlab.term.exporting.formats import CSV_COLUMNS, Grades, line
from threadlab.term.exporting.standings import Standing

# No time of writing: a spreadsheet of the same grades is the same file.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - as the format has it
_WIDE, _NARROW = 24, 12


def as_xlsx(grades: Grades) -> bytes:
    """Give the spreadsheet. Every text is a text: nothing in it is computed or followed."""
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": _MADE, "title": "Grades"})
        bold = book.add_format({"bold": True, "text_wrap": True})
        names = grades.assignments()
        columns = ["Student", "Last name", "First name", "E-mail", *map(grades.title, names), "Why empty"]
        rows = [_row(standings) for _, standings in grades.by_student()]
        _fill(book.add_worksheet("Grades"), bold, columns, rows)
        _fill(book.add_worksheet("Details"), bold, CSV_COLUMNS, [line(each) for each in grades.standings])
    return data.getvalue()


def _row(standings: Sequence[Standing]) -> list[object]:
    student = standings[0].student
    reasons = "; ".join(f"{each.assignment}: {each.why}" for each in standings if each.why)
    points = [None if each.points is None else round(each.points, 4) for each in standings]
    return [student.id, student.last_name, student.first_name, student.email, *points, reasons]


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet, bold: object, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(columns) - 1, _NARROW)
    sheet.set_column(len(columns) - 1, len(columns) - 1, _WIDE)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, bold)
    for down, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(down, place, value)
            elif value:
                sheet.write_string(down, place, str(value))
