"""One open gradebook for a whole grading run, and one commit for each submission.

nbgrader opens the gradebook nine times for each submission, and commits for each cell: every opening compiles the same
SQL anew, and every commit waits for the disk several times. Here its steps are all handed the same open gradebook.
What they commit is put off until the submission is finished, so that whatever ends the run in between, be it a kill, a
full disk or a fault, leaves no half of a submission's grades behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, MissingEntry, SubmittedNotebook
from sqlalchemy import select
from sqlalchemy.orm import undefer


class OneGradebook(Gradebook):
    """A gradebook that stays open when nbgrader closes it, and commits when it is told to ``keep``."""

    def __init__(self, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> None:
        if db_url in _open:
            self._enter_course(course_id)
            return
        super().__init__(db_url, course_id, authenticator)
        self.masters: dict[tuple[str, str], Any] = {}
        self.course_id: str
        self._courses = {self.course_id}
        self._entries: dict[tuple[type, str, str, str], dict[str, Any]] = {}
        self._submitted: dict[tuple[str, str, str], SubmittedNotebook] = {}
        self._commit = self.db.commit
        self.db.commit = self._put_off

    def close(self) -> None:
        """Stay open: the next step needs it again."""

    def keep(self) -> None:
        """Commit what was entered since the last time."""
        self._entries.clear()
        self._submitted.clear()
        self._commit()

    def give_up(self) -> None:
        """Forget what was entered since the last time."""
        self._entries.clear()
        self._submitted.clear()
        self.db.rollback()

    def close_for_good(self) -> None:
        """Close the file. What was not kept is gone."""
        super().close()

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        """Find a grade as nbgrader does, but read all of a notebook's at once.

        Args:
            grade_cell: the name of the cell.
            notebook: the name of its notebook, without ``.ipynb``.
            assignment: the name of the assignment.
            student: the student's id.
        """
        return self._find(Grade, grade_cell, notebook, assignment, student)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        """Find a comment as nbgrader does, but read all of a notebook's at once.

        Args:
            solution_cell: the name of the cell.
            notebook: the name of its notebook, without ``.ipynb``.
            assignment: the name of the assignment.
            student: the student's id.
        """
        return self._find(Comment, solution_cell, notebook, assignment, student)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """Find a submitted notebook as nbgrader does, but ask for it once while its submission is entered."""
        place = notebook, assignment, student
        if place not in self._submitted:
            self._submitted[place] = super().find_submission_notebook(*place)
        return self._submitted[place]

    def _find(self, table: type, cell: str, notebook: str, assignment: str, student: str) -> Any:
        place = table, notebook, assignment, student
        if place not in self._entries:
            submitted = self.find_submission_notebook(notebook, assignment, student)
            # By way of the cells: that is the order of the table's index, so it takes no longer in a large class.
            query = select(BaseCell.name, table).join(table, table.cell_id == BaseCell.id)  # type: ignore[attr-defined]
            query = query.where(BaseCell.notebook_id == submitted.notebook_id)
            query = query.where(table.notebook_id == submitted.id)  # type: ignore[attr-defined]
            if table is Grade:  # else each is asked for the most points that it can have, one by one
                query = query.options(undefer(Grade.max_score))  # type: ignore[attr-defined]
            self._entries[place] = {row[0]: row[1] for row in self.db.execute(query)}
        try:
            return self._entries[place][cell]
        except KeyError:
            raise MissingEntry(f"No such cell: {assignment}/{notebook}/{cell} for {student}") from None

    def _enter_course(self, course_id: str) -> None:
        """Do what opening a gradebook does for a course."""
        if course_id not in self._courses:
            self.check_course(course_id)
            self._courses.add(course_id)
        self.course_id = course_id

    def _put_off(self) -> None:
        """Take the place of nbgrader's commits: later queries see what was entered, the file does not yet."""
        self._entries.clear()
        self.db.flush()
        self.db.expire_all()


_open: dict[str, OneGradebook] = {}


@contextmanager
def one_gradebook(db_url: str) -> Iterator[OneGradebook]:
    """Have everybody in this process who opens the gradebook be handed the same open one, within this block."""
    Gradebook.__new__ = staticmethod(_hand_out)
    book = OneGradebook(db_url)
    _open[db_url] = book
    try:
        yield book
    finally:
        del _open[db_url]
        book.close_for_good()


def _hand_out(kind: type[Gradebook], db_url: str = "", *_: object, **__: object) -> Gradebook:
    """Take the place of ``Gradebook.__new__``: each of nbgrader's steps calls the class by a name of its own."""
    return _open[db_url] if db_url in _open else object.__new__(kind)
