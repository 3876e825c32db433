"""One grading run at a time in a course: two would take each other's files away."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError

_LOCK = ".threadlab/lock"


class NotAloneError(CannotRunError):
    """Another run grades this course at the moment."""


@contextmanager
def alone(course: CourseFolder) -> Iterator[None]:
    """Keep other grading runs out of a course for as long as the block lasts; the system ends the lock with us.

    Raises:
        NotAloneError: if another run is under way.
    """
    path = course.root / _LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotAloneError(f"another threadlab grade is at work in {course.root}; wait until it is done") from None
        yield
