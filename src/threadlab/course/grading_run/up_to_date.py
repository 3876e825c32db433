"""Recognising what is graded already: the same inputs as recorded, and in its place what was made of them."""

from __future__ import annotations

import sys
from enum import Enum
from functools import cache
from importlib.metadata import version
from pathlib import Path

from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.course.grading_log import GradedSubmission, GradingLog, Inputs, data_digest, files_digest
from threadlab.grading.executors.package_digest import source_digest
from threadlab.grading.gradebook.late_policy import dates_of
from threadlab.grading.gradebook.regrade_requests import requests
from threadlab.grading.gradebook.single_session import OneGradebook
from threadlab.grading.gradebook.submission_marks import Marks, read_marks
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.grading.pages import TEMPLATES
from threadlab.grading.submission.master_copy import read_master
from threadlab.grading.submission.restore import MasterCell

_PACKAGES = ("greenlet", "jinja2", "nbconvert", "nbformat", "nbgrader", "pygments", "sqlalchemy")


class GradingState(Enum):
    """How far a submission is."""

    TO_GRADE = "to grade"
    TO_SHOW = "graded, but a person has marked it since, so the feedback is out of date"
    UNCHANGED = "graded, with feedback"


class Recogniser:
    """Tells what need not be graded again, and why what is graded again may come out differently."""

    def __init__(self, course: CourseFolder, gradebook: OneGradebook, record: GradingLog) -> None:
        self._course = course
        self._gradebook = gradebook
        self._record = record
        self._grader = data_digest(source_digest(), sys.version, [version(name) for name in _PACKAGES])
        self._grader += files_digest(*map(Path, TEMPLATES)) + data_digest((course.root / CONFIG).read_bytes().hex())
        self._authors = cache(self._authors_digests)

    def state(self, assignment: str, student: str) -> GradingState:
        """Say how far a submission is."""
        entry = self._record.get(assignment, student)
        marks = read_marks(self._gradebook, assignment, student)
        if entry is None or marks is None or entry.inputs != self._inputs(assignment, student, marks):
            return GradingState.TO_GRADE
        if entry.grades != self._grades(assignment, student, marks):
            return GradingState.TO_GRADE
        return GradingState.UNCHANGED if entry.page == self._page(assignment, student, marks) else GradingState.TO_SHOW

    def why(self, assignment: str, student: str) -> str:
        """Say why a submission that was graded before may come out differently now."""
        entry = self._record.get(assignment, student)
        marks = read_marks(self._gradebook, assignment, student)
        if entry is None or marks is None:
            return "there is no record of what it was graded from"
        reason = self._inputs(assignment, student, marks).why_not(entry.inputs)
        return reason or "the gradebook or autograded/ was changed since"

    def graded(self, assignment: str, student: str, sandbox: str | None = None) -> None:
        """Record a submission whose grades and pages are in their places.

        Args:
            assignment: the assignment's name.
            student: who handed in.
            sandbox: inside which sandbox its code ran; the same as before if it is not given.
        """
        marks = read_marks(self._gradebook, assignment, student)
        earlier = self._record.get(assignment, student)
        if marks is None:
            return
        if sandbox is None:
            sandbox = earlier.sandbox if earlier else ""
        inputs = self._inputs(assignment, student, marks)
        grades, page = self._grades(assignment, student, marks), self._page(assignment, student, marks)
        self._record.put(assignment, student, GradedSubmission(inputs, grades, page, sandbox))

    def sandbox(self, assignment: str, student: str) -> str:
        """Name the sandbox that a submission's code ran in when it was graded last."""
        entry = self._record.get(assignment, student)
        return entry.sandbox if entry else ""

    def _inputs(self, assignment: str, student: str, marks: Marks) -> Inputs:
        handed_in, extension, due = marks.handed_in
        # A penalty may follow from the points, and so from what a person gave.
        given = [mark[1:3] for _, mark in sorted(marks.marks.items())] if handed_in and due else []
        tests, notebook = self._authors(assignment)
        return Inputs(
            answer=files_digest(self._course.submitted / student / assignment),
            tests=tests,
            notebook=notebook,
            terms=data_digest(
                extension, due, handed_in, given, *dates_of(notes_in(self._gradebook), assignment, student)
            ),
            grader=self._grader,
        )

    def _authors_digests(self, assignment: str) -> tuple[str, str]:
        """Give a digest of the tests, and one of what else of the author's goes into a graded notebook."""
        notebooks = self._course.notebooks(assignment)
        masters = [read_master(self._gradebook, assignment, path.stem) for path in notebooks]
        tests = [[repr(cell) for cell in master.cells if _is_test(cell)] for master in masters]
        others = [[repr(cell) for cell in master.cells if not _is_test(cell)] for master in masters]
        # Where a test stands counts, too: it sees the cells above it.
        order = [[cell.grade_id for cell in master.cells] for master in masters]
        names = [path.name for path in notebooks]
        companions = files_digest(self._course.source / assignment, but=".ipynb")
        kernels = [dict(master.kernelspec) for master in masters]
        return data_digest(tests), data_digest(names, others, order, kernels, companions)

    def _grades(self, assignment: str, student: str, marks: Marks) -> str:
        return data_digest(marks.by_grader(), files_digest(self._course.autograded / student / assignment))

    def _page(self, assignment: str, student: str, marks: Marks) -> str:
        asked = [repr(each) for each in requests(notes_in(self._gradebook), assignment, student)]
        said = [marks.by_people(), *([asked] if asked else [])]
        return data_digest(*said, files_digest(self._course.feedback / student / assignment))


def _is_test(cell: MasterCell) -> bool:
    return cell.grade and not cell.solution
