"""A folder for a term: the course, without anybody's work."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.course.verify.catalogue import FOLDER
from threadlab.errors import CannotRunError


class BadTermError(CannotRunError):
    """No term can be begun in that folder; the message says why, and what to do."""


def new_term(course: CourseFolder, folder: Path) -> CourseFolder:
    """Make a course folder with the notebooks and the settings of ``course``, and no submission and no grade.

    It is there whole or not at all.

    Args:
        course: the course to copy.
        folder: where; it must be new or empty, and lie outside the course, whose repository may be public.

    Raises:
        BadTermError: that is not so, or the folder cannot be written.
    """
    folder = folder.expanduser().absolute()
    if folder.resolve().is_relative_to(course.root.resolve()):
        raise BadTermError(f"{folder} lies in the course {course.root}: students' work belongs somewhere private")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadTermError(f"{folder} is there already and not empty; choose another folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            shutil.copy(course.root / CONFIG, half / CONFIG)
            shutil.copytree(course.source, half / "source", ignore=shutil.ignore_patterns(".*"))
            if (course.root / FOLDER).is_dir():  # so that threadlab verify can say what the term's own changes broke
                shutil.copytree(course.root / FOLDER, half / FOLDER, ignore=shutil.ignore_patterns(".*"))
            half.chmod(0o700)  # grades are nobody else's business
            half.replace(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except OSError as problem:
        raise BadTermError(f"{folder} cannot be made: {problem.strerror}") from None
    return CourseFolder(folder)
