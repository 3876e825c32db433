"""The course's gradebook, opened for writing by one command at a time and left in canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.machine_errors import what_is_wrong
from threadlab.course.grading_run.run_lock import alone
from threadlab.course.nbgrader_steps import Steps
from threadlab.grading.gradebook.canonical_file import settled
from threadlab.grading.gradebook.single_session import OneGradebook, one_gradebook


@contextmanager
def writing(course: CourseFolder) -> Iterator[OneGradebook]:
    """Open the gradebook; what the block enters is kept if it ends well, and all of it forgotten if not.

    Raises:
        BadGradebookError: if the file is no gradebook, or cannot be written.
        NotAloneError: if another command is at work in the course.
        MachineError: if the disk is full, or somebody keeps the gradebook locked.
    """
    steps = Steps(course)
    with (
        what_is_wrong(course, "writing"),
        alone(course),
        settled(course.gradebook),
        one_gradebook(steps.db_url) as gradebook,
    ):
        yield gradebook
        gradebook.keep()
