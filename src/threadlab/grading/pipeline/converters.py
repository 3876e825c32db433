"""nbgrader's converters, made once for a whole class.

They do what nbgrader's own do, with the steps that the course's settings list and in the same order, so the results are
the same to the byte. What they leave out is work that is done again for every submission and always comes to the same:
making the steps anew, compiling the templates, writing a notebook only to read it again, and validating it after each
step (it is validated once, when all are done).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.writers import FilesWriter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter

from threadlab.grading.submission.nbformat_cells import new_notebook
from threadlab.grading.submission.plain_files import left_out
from threadlab.grading.submission.reading import read_or_say_why

EXECUTION = "NBGRADER_EXECUTION"


class _OneByOne(BaseConverter):
    """A converter that is used again for one submission after the other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.force = True
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.prepare()

    def prepare(self) -> None:
        """Make the steps that the course's settings list."""

    def convert_submission(self) -> None:
        """Convert the notebooks of the assignment and the student that ``coursedir`` names.

        Raises:
            Exception: whatever went wrong; there is no output then.
        """
        os.chdir(self.coursedir.root)
        assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
        self.notebooks = self._there(self._format_source(assignment, student))
        if not self.init_destination(assignment, student):
            return
        with self._made(assignment, student):
            self.run_pre_convert_hook()
            self.init_assignment(assignment, student)
            for path in self.notebooks:
                self.convert_single_notebook(path)
            self.set_permissions(assignment, student)
            self.run_post_convert_hook()

    def _there(self, folder: str) -> list[str]:
        """List the assignment's notebooks that are in a folder, whose name nbgrader would take for a pattern."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            names = [notebook.name for notebook in gradebook.find_assignment(self.coursedir.assignment_id).notebooks]
        paths = (os.path.join(folder, f"{name}.ipynb") for name in sorted(names))
        return [path for path in paths if os.path.lexists(path)]

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Say what a notebook is called and whose it is; nbgrader would find that out from its path."""
        name = Path(notebook_filename).stem
        about = {
            "student": self.coursedir.student_id,
            "assignment": self.coursedir.assignment_id,
            "notebook": name,
            "db_url": self.coursedir.db_url,
        }
        return {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": about}

    @contextmanager
    def _made(self, assignment: str, student: str) -> Iterator[None]:
        """Make the folder for what comes out; there is none if the block fails."""
        target = os.path.normpath(self._format_dest(assignment, student))
        try:
            os.makedirs(target)
            yield
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise


class Autograding(_OneByOne, Autograde):
    """``nbgrader autograde`` for one submission after the other."""

    def prepare(self) -> None:
        """Make the steps that the course's settings list."""
        for step in (*self.sanitize_preprocessors, *self.autograde_preprocessors):
            self.exporter.register_preprocessor(step)

    def leave_to_a_person(self, reason: str) -> None:
        """Enter the submission that ``coursedir`` names without looking into it: each notebook is the author's.

        Args:
            reason: why it cannot be graded; it is said where an unreadable notebook's reason is.

        Raises:
            Exception: whatever went wrong; there is no output then.
        """
        os.chdir(self.coursedir.root)
        assignment, student = self.coursedir.assignment_id, self.coursedir.student_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(assignment, student)
            names = sorted(notebook.name for notebook in gradebook.find_assignment(assignment).notebooks)
        self.notebooks = [os.path.join(self._format_source(assignment, student), f"{name}.ipynb") for name in names]
        self.init_destination(assignment, student)
        with self._made(assignment, student):
            for path in self.notebooks:
                self._grade(path, new_notebook(), reason)
            self.set_permissions(assignment, student)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Read a notebook, take it through all steps, and write it."""
        self._grade(notebook_filename, *read_or_say_why(Path(notebook_filename)))

    def _grade(self, path: str, notebook: NotebookNode, unreadable: str) -> None:
        resources = self.init_single_notebook_resources(path)
        resources["threadlab"] = {"unreadable": unreadable, "left out": left_out(Path(path).parent)}
        resources["metadata"] = {"path": str(Path(path).parent)}
        with _said_to_be_graded():
            for step in self.exporter._preprocessors:
                notebook, resources = step(notebook, resources)
        nbformat.validate(notebook)
        resources |= {"output_extension": ".ipynb", "output_suffix": ".nbconvert"}
        self.write_single_notebook(nbformat.v4.writes(notebook) + "\n", resources)


@contextmanager
def _said_to_be_graded() -> Iterator[None]:
    """Say in the environment that this is autograding, as nbgrader does; what was there before comes back in any case.

    nbgrader 0.9.6's own way leaves it there after an error (findings/nbgrader-setenv-not-restored.sh).
    """
    before = os.environ.get(EXECUTION)
    os.environ[EXECUTION] = "autograde"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EXECUTION]
        else:
            os.environ[EXECUTION] = before


class FeedbackWriting(_OneByOne, GenerateFeedback):
    """``nbgrader generate_feedback`` for one submission after the other."""

    def prepare(self) -> None:
        """Make the steps that the course's settings list."""
        for step in self.preprocessors:
            self.exporter.register_preprocessor(step)
