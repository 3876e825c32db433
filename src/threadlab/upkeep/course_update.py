"""Taking over a later version of a course's notebooks, where no grade can change unseen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from threadlab.course.folder import CourseFolder, folders
from threadlab.errors import CannotRunError
from threadlab.grading.submission.handed_in import handed_in
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.upkeep import origin

Fate = Literal["take", "grades", "yours", "same"]


class NoUpdateError(CannotRunError):
    """It is not known from where to take a later version; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that the later version has otherwise, and what becomes of it.

    "take": it is taken over; "grades": it would be, but grades may change by it; "yours": you have changed it, too.
    ``new`` is the later version's digest, "" if it has the file no more.
    """

    file: str
    fate: Fate
    why: str
    new: str


def source_of_updates(term: CourseFolder, named: Path | None) -> CourseFolder:
    """Find the course to take a later version from.

    Args:
        term: the term's course.
        named: the one that was named; the one that the term was made from if none was.

    Raises:
        NoUpdateError: if there is none.
    """
    known = origin.taken_from(term)
    folder = named.expanduser().absolute() if named else known.course if known else None
    if folder is None:
        raise NoUpdateError(
            "it is not noted which course this one was made from; name it: threadlab update --from FOLDER"
        )
    course = CourseFolder(folder)
    if folder.resolve() == term.root.resolve():
        raise NoUpdateError(f"{folder} is this course itself; name the one to take a later version from: --from FOLDER")
    if not course.source.is_dir():
        raise NoUpdateError(f"{folder} has no source/; name the course to take a later version from: --from FOLDER")
    return course


def differences(term: CourseFolder, later: CourseFolder) -> list[Difference]:
    """List what a later version has otherwise than a term."""
    known = origin.taken_from(term)
    before = known.files if known else {}
    mine, theirs = origin.files_with_digests(term), origin.files_with_digests(later)
    found = []
    for file in sorted(mine.keys() | theirs.keys()):
        old, own, new = before.get(file, ""), mine.get(file, ""), theirs.get(file, "")
        if own == new or old == new:  # they have not changed it
            continue
        if own != old:
            why = "you have changed it, and so have they" if old else "nobody noted how it was, and yours is another"
            found.append(Difference(file, "yours", why, new))
            continue
        risk = _risk(term, later, file)
        found.append(Difference(file, "grades" if risk else "take", risk, new))
    return found


def take_over(term: CourseFolder, later: CourseFolder, chosen: Sequence[Difference]) -> None:
    """Put files of a later version into a term, and note what it has now."""
    known = origin.taken_from(term)
    mine = origin.files_with_digests(term)
    files = dict(known.files if known else {})
    files |= {file: new for file, new in origin.files_with_digests(later).items() if mine.get(file) == new}
    for each in chosen:
        target = term.root / each.file
        if each.new:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{target.name}.tmp")
            shutil.copyfile(later.root / each.file, fresh)
            fresh.replace(target)
            files[each.file] = each.new
        else:
            target.unlink(missing_ok=True)
            files.pop(each.file, None)
    origin.note(term, later, files)


def _risk(term: CourseFolder, later: CourseFolder, file: str) -> str:
    """Say how grades could change by taking over a file; "" if they cannot."""
    if file.startswith("answers/"):
        return ""  # nobody is graded by the catalogue
    assignment = Path(file).parts[1] if len(Path(file).parts) > 2 else ""
    people = [name for name in folders(term.submitted) if handed_in(term.submitted / name / assignment)]
    if not people:
        return ""
    handed = f"{len(people)} {'has' if len(people) == 1 else 'have'} handed in"
    if not file.endswith(".ipynb"):
        return f"{handed}, and checks may use this file"
    mine, theirs = (list(_judging(course.root / file)) for course in (term, later))
    if mine is None or mine != theirs:
        return f"{handed}, and checks, points or code that is judged with the answers are others"
    return ""


def _judging(path: Path) -> Iterator[object]:
    """Give what verdicts and points follow from, in order: all code, and all that nbgrader knows of a cell."""
    if not path.is_file():
        yield "no notebook"
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in cells_of(notebook):
        if cell.kind == "code" or cell.grade_id:
            yield cell.to_json()
