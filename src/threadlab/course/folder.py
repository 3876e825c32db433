"""A course folder: where its assignments, submissions and grades are."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from threadlab.errors import CannotRunError
from threadlab.grading.submission.student_names import misnamed, printable

CONFIG = "nbgrader_config.py"
SHOWN = 20  # names that are listed where one is not there
_HANDED_IN = (".ipynb", ".zip")  # how the name of a file ends that somebody may have handed in
_BAD_IN_NAMES = "+*?[]{}\\"
_NOT_IN_NAMES = r"[^A-Za-z0-9_.]+"


class NoCourseError(CannotRunError):
    """A folder is no course folder; the message says where one was looked for."""


class NotThereError(CannotRunError):
    """An assignment, a student or a folder that is needed does not exist; the message says what there is."""


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A folder with an ``nbgrader_config.py``, laid out as nbgrader lays out a course.

    ``as_handed_out``: what was released counts, not what ``source/`` has become since.
    """

    root: Path
    as_handed_out: bool = False

    @property
    def settings(self) -> Path:
        """The course's settings for nbgrader."""
        return self.root / CONFIG

    @property
    def source(self) -> Path:
        """The instructor's notebooks, with solutions and hidden tests."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """What students get."""
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        """What students handed in: ``<student>/<assignment>/<notebook>.ipynb``."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Submissions after grading, with the checks' reports in them."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """The pages that students get back."""
        return self.root / "feedback"

    @property
    def gradebook(self) -> Path:
        """The database that nbgrader keeps the grades in."""
        return self.root / "gradebook.db"

    def assignments(self) -> list[str]:
        """Name the assignments, in the order of their names; a student's course has only the released ones."""
        return next(filter(None, map(folders, self._steps())), [])

    def notebooks(self, assignment: str) -> list[Path]:
        """List an assignment's notebooks: the instructor's where they are there, else the released ones."""
        found = (sorted((step / assignment).glob("*.ipynb")) for step in self._steps())
        return next(filter(None, found), [])

    def is_optional(self, assignment: str) -> bool:
        """Say whether a notebook of an assignment says of itself that nobody has to hand it in."""
        about = (json.loads(path.read_text(encoding="utf-8"))["metadata"] for path in self.notebooks(assignment))
        return any(each.get("threadlab", {}).get("optional", False) for each in about)

    def _steps(self) -> tuple[Path, Path]:
        """Give the folders that have the course's notebooks, the one that counts first."""
        return (self.release, self.source) if self.as_handed_out else (self.source, self.release)

    def students(self) -> list[str]:
        """Name everybody who handed in anything, in order, but for folders whose names nobody can have."""
        return [name for name in folders(self.submitted) if not misnamed(name)]

    def left_out(self) -> list[tuple[str, str]]:
        """Name the folders in ``submitted/`` that can be no student's, and what was handed in beside them, and why."""
        try:
            entries = sorted(self.submitted.iterdir())
        except OSError:
            return []
        return [(printable(entry.name), why) for entry in entries if (why := self._why_not(entry))]

    def _why_not(self, entry: Path) -> str:
        if entry.is_symlink() and not entry.exists():
            return "it is a link that leads nowhere"
        if not entry.is_dir():
            return "it lies in nobody's folder" if entry.suffix in _HANDED_IN and not entry.name.startswith(".") else ""
        mine = set(folders(entry)) & set(self.assignments())
        # Programs keep hidden folders of their own.
        return misnamed(entry.name) if mine or not entry.name.startswith(".") else ""


def find_course(start: Path | None = None) -> CourseFolder:
    """Find the course that a folder lies in.

    Args:
        start: where to begin; the current folder if it is not given.

    Raises:
        NoCourseError: if neither the folder nor any above it is a course folder.
    """
    begin = (start or Path.cwd()).resolve()
    for folder in (begin, *begin.parents):
        if (folder / CONFIG).is_file():
            return CourseFolder(folder)
    raise NoCourseError(f"no course here: neither {begin} nor a folder above it has an {CONFIG}")


def known(what: str, wanted: Iterable[str], there: Sequence[str]) -> list[str]:
    """Pick what is wanted out of what there is, in the order of the latter; all of it if nothing is named.

    Args:
        what: "assignment" or "student".
        wanted: names.
        there: the names of all there are.

    Raises:
        NotThereError: if something is wanted that is not there.
    """
    names = list(dict.fromkeys(wanted))
    strangers = [name for name in names if name not in there]
    if strangers:
        called = ", ".join(name or "''" for name in strangers)
        raise NotThereError(f"no {what} is called {called}; there are: {_shown(there, strangers)}")
    return [name for name in there if name in names] if names else list(there)


def _shown(there: Sequence[str], wanted: Iterable[str]) -> str:
    """Name all there are; of very many, first those that may have been meant."""
    if len(there) <= SHOWN:
        return ", ".join(there)
    like = [each for name in wanted for each in get_close_matches(name, there)]
    return f"{', '.join(list(dict.fromkeys([*like, *there]))[:SHOWN])} and {len(there) - SHOWN} more"


def refuse_bad_names(assignments: Iterable[str]) -> None:
    """Refuse names of assignments that nbgrader has no use for: with a + it breaks off, the others it misreads.

    Raises:
        NotThereError: if there is such a name.
    """
    for name in assignments:
        bad = sorted(set(name) & set(_BAD_IN_NAMES)) or [" "] * (name != name.strip())
        if bad:
            raise NotThereError(
                f"the name of the assignment {name!r} has {bad[0]!r} in it, with which nbgrader cannot work; "
                f"rename its folder in source/, to {re.sub(_NOT_IN_NAMES, '-', name).strip('-')}, say"
            )


def folders(parent: Path) -> list[str]:
    """Name the folders in a folder, in order, without hidden ones; none if it is not there or cannot be opened."""
    try:
        entries = [entry for entry in parent.iterdir() if not entry.name.startswith(".")]
    except OSError:
        return []
    return sorted(entry.name for entry in entries if os.path.isdir(entry))
