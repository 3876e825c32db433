"""Feedback pages on their way back: the zip that Moodle takes, or one folder with a list.

Moodle finds a student by the number in a folder's name (importziplib.php of mod/assign/feedback/file in moodle/moodle,
2026): "Student 01_1234_assignsubmission_file", as the folders of a download are called.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from threadlab.course.folder import CourseFolder, known
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.class_list import listed_in
from threadlab.grading.gradebook.term_notes import Notes, reading
from threadlab.grading.submission.plain_files import NotPlainError, read_plain
from threadlab.term.collecting.collect import ORIGIN
from threadlab.term.exporting.worksheet import participants
from threadlab.term.exporting.written import CannotWriteError, csv_bytes, write

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same pages are the same bytes
_NOT_IN_MOODLE = str.maketrans(dict.fromkeys('/\\:*?"<>|\x00', "") | {"_": " "})
LIST = "list.csv"


class NoFeedbackError(CannotRunError):
    """There is no feedback to give back as it was asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Returned:
    """How many students' pages were written, and of whom none could be, with the reason."""

    students: int
    left_out: tuple[str, ...]


def give_back(course: CourseFolder, assignment: str, system: str, to: Path, worksheet: Path | None = None) -> Returned:
    """Write the feedback pages of one assignment.

    Args:
        course: the course.
        assignment: the assignment's name.
        system: "moodle", or "folder" for all others.
        to: a zip archive, or a folder that is new or empty.
        worksheet: Moodle's grading worksheet, which says what Moodle calls students; not needed for those whose
            submissions were collected from Moodle.

    Raises:
        NotThereError: if there is no such assignment.
        NoFeedbackError: if there are no pages, or none can be named.
        CannotWriteError: if ``to`` cannot be written.
        BadWorksheetError, BadTableError: if the worksheet cannot be used.
    """
    (name,) = known("assignment", [assignment], course.assignments())
    pages = dict(_pages(course, name))
    if not pages:
        raise NoFeedbackError(f"there is no feedback for {name} yet; first: threadlab grade {name}")
    left_out: list[str] = []
    if system == "moodle":
        places = _moodle_places(course, name, worksheet)
        left_out = [
            f"{student}: it is not known what Moodle calls this one" for student in pages if student not in places
        ]
        files = {
            f"{places[student]}/{page.name}": page
            for student, found in pages.items()
            if student in places
            for page in found
        }
        listing = None
    else:
        files = {f"{student}/{page.name}": page for student, found in pages.items() for page in found}
        listing = _listing(course, pages)
    if not files:
        raise NoFeedbackError(
            "it is not known what Moodle calls anybody: collect the submissions from Moodle's download (threadlab "
            "collect), or give the assignment's grading worksheet: --worksheet FILE.csv"
        )
    _write(to, files, listing)
    return Returned(len(pages) - len(left_out), tuple(left_out))


def _pages(course: CourseFolder, assignment: str) -> Iterator[tuple[str, list[Path]]]:
    names = [path.stem for path in course.notebooks(assignment)]
    students = listed_in(course.gradebook) or course.students()
    for student in students:
        folder = course.feedback / student / assignment
        found = [page for name in names if (page := folder / f"{name}.html").is_file()]
        if found:
            yield student, found


def _moodle_places(course: CourseFolder, assignment: str, worksheet: Path | None) -> dict[str, str]:
    with reading(course.gradebook) as execute:
        origins = Notes(execute).all(ORIGIN)
    places = {
        key[1]: str(about["place"])
        for key, about in origins.items()
        if key[0] == assignment and about["system"] == "Moodle"
    }
    if worksheet is not None:
        for student, (number, name) in participants(worksheet, listed_in(course.gradebook)).items():
            places[student] = f"{name.translate(_NOT_IN_MOODLE) or 'Participant'}_{number}_assignsubmission_file"
    return places


def _listing(course: CourseFolder, pages: Mapping[str, list[Path]]) -> bytes:
    students = listed_in(course.gradebook)
    rows = []
    for student, found in pages.items():
        about = students.get(student)
        name, email = (about.name, about.email) if about else ("", "")
        rows += [(student, name, email, f"{student}/{page.name}") for page in found]
    return csv_bytes(("student_id", "name", "email", "file"), rows)


def _write(to: Path, files: Mapping[str, Path], listing: bytes | None) -> None:
    if to.suffix.lower() == ".zip":
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, page in sorted(files.items()):
                _add(archive, name, _read(page))
            if listing is not None:
                _add(archive, LIST, listing)
        write(to, data.getvalue())
        return
    try:
        if to.exists() and (not to.is_dir() or any(to.iterdir())):
            raise CannotWriteError(f"{to} is there already and not empty; choose another folder, or a .zip")
        for name, page in files.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_bytes(_read(page))
        if listing is not None:
            (to / LIST).write_bytes(listing)
    except OSError as problem:
        raise CannotWriteError(f"{to} cannot be written: {problem.strerror}") from None


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o100644 << 16
    archive.writestr(member, data)


def _read(page: Path) -> bytes:
    try:
        return read_plain(page)
    except (OSError, NotPlainError) as problem:
        raise NoFeedbackError(f"{page} cannot be read: {getattr(problem, 'strerror', None) or problem}") from None
