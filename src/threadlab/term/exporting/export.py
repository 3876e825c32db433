"""Exporting the grades of a course: all that is final, and a word for what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook

from threadlab.course.folder import CourseFolder, known
from threadlab.course.grading_run.machine_errors import what_is_wrong
from threadlab.course.nbgrader_steps import Steps
from threadlab.errors import CannotRunError
from threadlab.term.exporting.formats import Grades
from threadlab.term.exporting.plugins import save
from threadlab.term.exporting.standings import WAITING, Standing, read_standings
from threadlab.term.exporting.worksheet import fill_in
from threadlab.term.exporting.written import write

_SHOWN = 10  # students who are named for one reason


class CannotExportError(CannotRunError):
    """Grades cannot be exported as it was asked for; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, and how.

    ``titles`` are what the platform calls assignments, ``worksheet`` is Moodle's own to be filled in; ``final`` refuses
    while anything waits.
    """

    form: str
    to: Path
    assignments: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    worksheet: Path | None = None
    final: bool = False
    say_excused: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, where the class stands, and what a person has to know."""

    files: tuple[Path, ...]
    standings: tuple[Standing, ...]
    told: tuple[str, ...] = ()


def export(course: CourseFolder, wanted: ExportRequest) -> Exported:
    """Write grades in a platform's format.

    Raises:
        NotThereError: if there is no such assignment.
        CannotExportError: if nothing is built yet, or something waits and all should be final.
        CannotWriteError, BadWorksheetError, BadTableError: if a file cannot be written or read.
    """
    names = known("assignment", wanted.assignments, course.assignments())
    strangers = [name for name in wanted.titles if name not in names]
    if strangers:
        raise CannotExportError(f"--title: no assignment is called {strangers[0]}; there are: {', '.join(names)}")
    standings = standings_of(course, names)
    waiting = [each for each in standings if each.status == WAITING]
    if wanted.final and waiting:
        lines = (f"  {each}" for each in by_reason(waiting))
        raise CannotExportError("\n".join(["nothing was written, for not all grades are final:", *lines]))
    if wanted.worksheet is not None:
        if len(names) != 1 or wanted.form != "moodle":
            raise CannotExportError("--worksheet fills in Moodle's worksheet of one assignment; name it")
        data, told = fill_in(wanted.worksheet, standings)
        write(wanted.to, data)
        return Exported((wanted.to,), standings, tuple(told))
    files = save(wanted.form, Grades(standings, wanted.titles, wanted.say_excused), wanted.to)
    return Exported(tuple(files), standings)


def standings_of(course: CourseFolder, assignments: Sequence[str]) -> tuple[Standing, ...]:
    """Read where the class stands.

    Raises:
        CannotExportError: if an assignment is not in the gradebook.
        MachineError: if the gradebook cannot be read.
    """
    url = Steps(course).db_url
    if not course.gradebook.is_file():
        raise CannotExportError("there is no gradebook yet; first: threadlab build, and threadlab grade")
    with what_is_wrong(course, "reading"), Gradebook(url) as gradebook:
        there = {str(each.name) for each in gradebook.assignments}
        lacking = [name for name in assignments if name not in there]
        if lacking:
            raise CannotExportError(f"{lacking[0]} is not in the gradebook yet; first: threadlab build")
        return tuple(read_standings(gradebook, course.root, assignments))


def by_reason(standings: Iterable[Standing]) -> list[str]:
    """Say for each assignment and reason who has no points there yet."""
    found: dict[str, list[str]] = {}
    for each in standings:
        found.setdefault(f"{each.assignment}, {each.why}", []).append(each.student.id)
    return [
        f"{what}: {', '.join(names[:_SHOWN])}{f' and {len(names) - _SHOWN} more' if len(names) > _SHOWN else ''}"
        for what, names in found.items()
    ]
