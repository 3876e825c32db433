"""nbgrader's steps, run in this process with the course's own settings."""

from __future__ import annotations

import logging
from typing import Any

from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.grading import mends

mends.start_fast()

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback, NbGraderException  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from traitlets.config.loader import PyFileConfigLoader  # noqa: E402


class StepFailedError(Exception):
    """A step of nbgrader failed; the message is what nbgrader said last."""


class Steps:
    """Builds, grades and writes feedback as ``nbgrader``'s commands would."""

    def __init__(self, course: CourseFolder) -> None:
        self._config = PyFileConfigLoader(CONFIG, path=str(course.root)).load_config()

    @property
    def db_url(self) -> str:
        """The address of the gradebook, as the course's settings give it."""
        return str(CourseDirectory(config=self._config).db_url)

    def generate_assignment(self, assignment: str, into: str) -> None:
        """Make the students' version of an assignment in the folder ``into`` of the course.

        Raises:
            StepFailedError: if nbgrader refuses, for instance because grade ids changed after submissions.
        """
        self._run(GenerateAssignment, assignment, ".", release_directory=into)

    def autograde(self, assignment: str, student: str) -> None:
        """Grade one submission, whether it was graded before or not.

        Raises:
            StepFailedError: if nbgrader could not; it leaves no half-graded submission behind then.
        """
        self._run(Autograde, assignment, student)

    def generate_feedback(self, assignment: str, student: str) -> None:
        """Write the feedback page of one graded submission.

        Raises:
            StepFailedError: if nbgrader could not.
        """
        self._run(GenerateFeedback, assignment, student)

    def _run(self, step: type[Any], assignment: str, student: str, **folders: str) -> None:
        coursedir = CourseDirectory(config=self._config)
        coursedir.assignment_id = assignment
        coursedir.student_id = student
        for name, value in folders.items():
            setattr(coursedir, name, value)
        converter = step(coursedir=coursedir, config=self._config)
        converter.force = True
        said = _Errors()
        logger = logging.getLogger("traitlets")
        handlers, logger.handlers = logger.handlers, [said]
        try:
            converter.start()
        except NbGraderException as problem:
            raise StepFailedError(said.cause or str(problem)) from None
        finally:
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
