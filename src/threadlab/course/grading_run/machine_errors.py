"""What the machine can do to a grading run, in words: a full disk, a locked gradebook."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError

KEPT = "What was finished is kept; the same command goes on from there."
_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota on the disk is used up",
    errno.EFBIG: "a file became larger than this account may write",
    errno.EROFS: "the disk can only be read",
}


class MachineError(CannotRunError):
    """The machine does not play along; the message says what is wrong, and that nothing is lost."""


@contextmanager
def what_is_wrong(course: CourseFolder, doing: str = "grading") -> Iterator[None]:
    """Say in words what kept a run from going on, and what it was ``doing``.

    Raises:
        MachineError: in place of an error of the file system or of the database.
    """
    from sqlalchemy.exc import DatabaseError

    try:
        yield
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        reason = _WORDS.get(problem.errno or 0) or problem.strerror or str(problem)
        raise MachineError(f"{doing} stopped: {reason}{where}. {KEPT}") from problem
    except (DatabaseError, sqlite3.DatabaseError) as problem:
        raise MachineError(f"{doing} stopped: {_of_database(course, problem)}. {KEPT}") from problem


def _of_database(course: CourseFolder, problem: Exception) -> str:
    said = str(getattr(problem, "orig", problem))
    if "locked" in said:
        return f"another program keeps {course.gradebook.name} locked (a formgrader, or a database browser?)"
    if "readonly" in said:
        return f"{course.gradebook} cannot be written any more"
    if "full" in said:
        return f"the disk is full ({course.gradebook.name})"
    return f"{course.gradebook.name}: {said}"
