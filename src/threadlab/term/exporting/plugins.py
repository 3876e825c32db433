"""``nbgrader export`` in a course: the same tables as ``threadlab export`` writes.

The course's own is the plain table; others are named: ``--exporter=threadlab.term.exporting.plugins.CanvasExport``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from threadlab.term.exporting.formats import Grades, as_canvas, as_csv, as_gradescope, as_moodle, why_empty
from threadlab.term.exporting.standings import read_standings
from threadlab.term.exporting.written import write

WRITERS: dict[str, Callable[[Grades], bytes]] = {
    "csv": as_csv,
    "canvas": as_canvas,
    "moodle": as_moodle,
    "gradescope": as_gradescope,
}
"""The formats that are tables of text; a spreadsheet has a module of its own, for it needs a library."""
BESIDE = ("canvas", "gradescope")
"""The formats whose readers would take a column of reasons for an assignment."""


class CsvExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """A line for each student and assignment, in nbgrader's columns and some more.

    What waits, is missing or excused has no score, and ``why_empty`` says why.
    """

    form = "csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to the file that ``--to`` names."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        root = Path(str(gradebook.engine.url.database)).parent
        students, assignments = ({str(name) for name in names} for names in (self.student, self.assignment))
        save(self.form, Grades(list(read_standings(gradebook, root, assignments, students))), path)


class CanvasExport(CsvExport):
    """The table that Canvas imports into its gradebook."""

    form = "canvas"


class MoodleExport(CsvExport):
    """The table that Moodle imports into its gradebook."""

    form = "moodle"


class GradescopeExport(CsvExport):
    """Gradescope's table of a course's grades."""

    form = "gradescope"


class XlsxExport(CsvExport):
    """A spreadsheet."""

    form = "xlsx"


def save(form: str, grades: Grades, path: Path) -> list[Path]:
    """Write grades in a format.

    Args:
        form: "csv", "canvas", "moodle", "gradescope" or "xlsx".
        grades: where the class stands.
        path: the file; for some systems a second one beside it says why cells are empty.

    Returns:
        What was written.

    Raises:
        CannotWriteError: if it cannot be written.
    """
    if form == "xlsx":
        from threadlab.term.exporting.workbook import as_xlsx

        write(path, as_xlsx(grades))
    else:
        write(path, WRITERS[form](grades))
    if form not in BESIDE:
        return [path]
    beside = path.with_name(f"{path.stem}-why-empty.csv")
    write(beside, why_empty(grades))
    return [path, beside]
