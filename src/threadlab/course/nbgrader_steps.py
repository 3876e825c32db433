"""nbgrader's steps, run in this process with the course's own settings."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import OperationalError

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError
from threadlab.grading.pipeline.converters import Autograding, FeedbackWriting
from threadlab.grading.pipeline.course_settings import read_settings

# What no submission can be the cause of: going on would end in the same way for everybody.
_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM}


class StepFailedError(CannotRunError):
    """A step of nbgrader failed; the message is what nbgrader said last."""


class Steps:
    """Builds, grades and writes feedback as ``nbgrader``'s commands would.

    Raises:
        BadSettingsError: if the course's settings cannot be read, or grading would not be safe with them.
    """

    def __init__(self, course: CourseFolder) -> None:
        self._course = course
        self._config = read_settings(course.settings).config
        self._kept: dict[type[Any], Any] = {}

    @property
    def db_url(self) -> str:
        """The address of the gradebook, as the course's settings give it."""
        return str(CourseDirectory(config=self._config).db_url)

    def generate_assignment(self, assignment: str, into: str, *, enter: bool = True) -> None:
        """Make the students' version of an assignment in the folder ``into`` of the course.

        Args:
            assignment: the assignment's name.
            into: a folder of the course; what it has of the assignment is replaced.
            enter: whether to enter the author's cells in the gradebook, too.

        Raises:
            StepFailedError: if nbgrader refuses, for instance because grade ids changed after submissions.
        """
        coursedir = CourseDirectory(config=self._config)
        coursedir.student_id = "."
        coursedir.release_directory = into
        coursedir.assignment_id = assignment
        config = deepcopy(self._config)
        config.GenerateAssignment.no_database = not enter
        config.SaveCells.enabled = enter
        converter = GenerateAssignment(coursedir=coursedir, config=config)
        converter.force = True
        try:
            _run(converter.start)
        except StepFailedError as problem:
            raise StepFailedError(f"source/{assignment}: nbgrader makes no release of it: {problem}") from problem

    def autograde(self, assignment: str, student: str) -> None:
        """Grade one submission, whether it was graded before or not.

        Raises:
            StepFailedError: if nbgrader could not.
            OSError, sqlalchemy.exc.OperationalError: if the machine does not play along (the disk is full, say).
        """
        self._convert(Autograding, assignment, student)

    def leave_to_a_person(self, assignment: str, student: str, reason: str) -> None:
        """Enter one submission that cannot be graded as it is, with the reason, for a person to look at.

        Raises:
            StepFailedError: if nbgrader could not.
            OSError, sqlalchemy.exc.OperationalError: if the machine does not play along.
        """
        self._convert(Autograding, assignment, student, lambda grader: grader.leave_to_a_person(reason))

    def generate_feedback(self, assignment: str, student: str) -> None:
        """Write the feedback page of one graded submission.

        Raises:
            StepFailedError: if nbgrader could not.
            OSError, sqlalchemy.exc.OperationalError: if the machine does not play along.
        """
        self._convert(FeedbackWriting, assignment, student)

    def _convert(
        self,
        step: type[Any],
        assignment: str,
        student: str,
        convert: Callable[[Any], object] = lambda converter: converter.convert_submission(),
    ) -> None:
        if step not in self._kept:
            self._kept[step] = step(coursedir=CourseDirectory(config=self._config), config=self._config)
        converter = self._kept[step]
        converter.coursedir.assignment_id = assignment
        converter.coursedir.student_id = student
        _run(lambda: convert(converter))


def _run(step: Callable[[], object]) -> None:
    try:
        with _errors() as said:
            step()
    except Exception as problem:
        machines = _of_the_machine(problem)
        if machines is not None:
            raise machines from None
        if isinstance(problem, NbGraderException):
            raise StepFailedError(said.cause or str(problem)) from None
        raise StepFailedError(f"{type(problem).__name__}: {problem}") from problem


def _of_the_machine(problem: BaseException | None) -> Exception | None:
    """Find what the machine did, in an error or in what it was raised for: nbgrader puts errors of its own in place."""
    while problem is not None:
        if isinstance(problem, OperationalError) or (isinstance(problem, OSError) and problem.errno in _MACHINE):
            return problem
        problem = problem.__cause__ or problem.__context__
    return None


@contextmanager
def _errors() -> Iterator[_Errors]:
    """Hear what nbgrader logs, in place of the terminal."""
    said = _Errors()
    logger = logging.getLogger("traitlets")
    handlers, logger.handlers = logger.handlers, [said]
    folder = os.getcwd()
    try:
        yield said
    finally:
        os.chdir(folder)
        logger.handlers = handlers


class _Errors(logging.Handler):
    """Keeps the first error that is logged: nbgrader's later ones only point back to it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.cause = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        if lines and (not self.cause or "Traceback" in lines[0]):
            self.cause = lines[-1]
