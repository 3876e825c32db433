"""The page that a student gets back: all checks with points and reasons, the comments, then the notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from threadlab.grading.gradebook.late_policy import duration
from threadlab.grading.gradebook.regrade_requests import requests
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.grading.pages.cell_html import reasons
from threadlab.grading.pages.missing_answers import mended, missing_answers, nothing_to_judge
from threadlab.notebook.cell_text.cells import BEHAVIOUR

WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class GradedCell:
    """One graded cell.

    ``result`` is what decides the points: the verdict, "holds" or "fails"; "graded", a person; "empty", that there is
    no answer. Or somebody has yet to decide: "open", and nothing counts so far; "again", and the points that were
    given before the answer changed count until then.
    """

    anchor: str
    name: str
    result: str
    points: float
    max_points: float
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class GradedExercise:
    """An exercise, or all written answers."""

    name: str
    rows: list[GradedCell] = field(default_factory=list)

    @property
    def points(self) -> float:
        """Points so far."""
        return sum(row.points for row in self.rows)

    @property
    def max_points(self) -> float:
        """Points that can be had."""
        return sum(row.max_points for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person, or the grader, says about an answer."""

    anchor: str
    name: str
    text: str


class Feedback(GetGrades):
    """Fetch grades and comments from the gradebook, as nbgrader does, and lay them out for the page's template."""

    def preprocess(self, notebook: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Put what stands above the notebook into ``resources["threadlab"]``."""
        notebook, resources = super().preprocess(notebook, resources)
        missing = missing_answers(notebook)
        for cell in notebook.cells:
            cell.metadata["unanswered"] = nothing_to_judge(cell, missing)
        resources["threadlab"] = {
            "exercises": graded_exercises(notebook),
            "comments": list(_comments(notebook)),
            "requests": requests(notes_in(self.gradebook), self.assignment_id, self.student_id),
            "unreadable": notebook.metadata.get("threadlab", {}).get("unreadable", ""),
            "missing": missing,
            "late": self._late(),
            "notes": list(mended(notebook.metadata.get("threadlab", {}).get("notes", []), missing)),
        }
        return notebook, resources

    def _late(self) -> str:
        """Say how late it was handed in; "" if it was not late."""
        seconds = self.gradebook.find_submission(self.assignment_id, self.student_id).total_seconds_late
        return duration(seconds) if seconds else ""

    def _get_comment(self, cell: NotebookNode, _: dict[str, Any]) -> None:
        """Keep what a person says; what grading says stands in the table of checks, and there it stays true."""
        said = self.gradebook.find_comment(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["comment"] = said.manual_comment

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["waits"] = bool(grade.needs_manual_grade)
        cell.metadata.nbgrader["by_hand"] = grade.manual_score is not None


def graded_exercises(notebook: NotebookNode) -> list[GradedExercise]:
    """List the exercises of a notebook in which ``Feedback`` has put the grades."""
    found: dict[str, GradedExercise] = {}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            exercise, _, behaviour = about.grade_id.partition(BEHAVIOUR)
            row = GradedCell(
                about.grade_id,
                _words(behaviour or exercise),
                _result(cell),
                about.score,
                about.points,
                tuple(reasons(cell)),
            )
            name = "In your own words" if exercise == WRITTEN else exercise
            found.setdefault(exercise, GradedExercise(name)).rows.append(row)
    return list(found.values())


def _result(cell: NotebookNode) -> str:
    about = cell.metadata.nbgrader
    if about.waits:
        return "again" if about.by_hand else "open"
    if about.by_hand:
        return "graded"
    verdict: str = cell.metadata.get("threadlab", {}).get("verdict", "")
    return verdict if verdict in ("holds", "fails") else "empty"


def _comments(notebook: NotebookNode) -> Iterator[Comment]:
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("comment"):
            exercise, _, part = about.grade_id.partition(BEHAVIOUR)
            yield Comment(about.grade_id, _words(part or exercise), about.comment)


def _words(name: str) -> str:
    return name.replace("-", " ")
