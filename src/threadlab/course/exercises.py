"""The exercises of a course and their checks, read from its notebooks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from threadlab.course.folder import CourseFolder
from threadlab.errors import CannotRunError
from threadlab.notebook.cell_text.cells import BEHAVIOUR, Cell, cells_of


class NoExerciseError(CannotRunError):
    """No exercise has the name that was asked for; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class Check:
    """One graded test cell: one behaviour of one exercise."""

    cell: Cell
    file: str = ""  # that it stands in, of an exercise without a notebook

    @property
    def name(self) -> str:
        """The check's grade id, "increment--two-threads-once"."""
        return self.cell.grade_id

    @property
    def behaviour(self) -> str:
        """What it is about: "two-threads-once"."""
        return self.cell.grade_id.partition(BEHAVIOUR)[2]

    @property
    def points(self) -> float:
        """What the check is worth."""
        return self.cell.points


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise: its answer cell, the checks that judge the answer, and the notebook around them."""

    assignment: str
    name: str
    notebook: Path  # or the folder, of an exercise without a notebook
    cells: Sequence[Cell]  # of the whole notebook
    checks: Sequence[Check]

    @property
    def path(self) -> str:
        """How commands and folders name it: "2-locked-counter/safe_counter"."""
        return f"{self.assignment}/{self.name}"

    @property
    def points(self) -> float:
        """What a right answer is worth."""
        return sum(check.points for check in self.checks)

    @property
    def in_files(self) -> bool:
        """Whether it is a folder of files, whose answers nobody but its learner may ever see."""
        return any(check.file for check in self.checks)

    def answered(self, text: str) -> list[Cell]:
        """Return the notebook's cells with an answer in its place, and without all other exercises."""
        return [
            replace(cell, text=text) if cell.grade_id == self.name else cell
            for cell in self.cells
            if cell.kind == "code" and cell.exercise in ("", self.name)
        ]


def exercises(course: CourseFolder, assignment: str | None = None) -> list[Exercise]:
    """List the exercises of one assignment, or of all, in the order of the notebooks."""
    names = [assignment] if assignment else course.assignments()
    return [
        found
        for name in names
        for notebook in course.notebooks(name)
        for found in exercises_in(notebook, name, read_cells(notebook))
    ]


def find_exercise(course: CourseFolder, path: str) -> Exercise:
    """Find an exercise by "ASSIGNMENT/EXERCISE".

    Raises:
        NoExerciseError: if there is none.
    """
    every = exercises(course)
    for exercise in every:
        if exercise.path == path.strip("/"):
            return exercise
    known = "\n".join(f"  {exercise.path}" for exercise in every) or "  (none)"
    raise NoExerciseError(f"no exercise is called {path!r}. There are:\n{known}")


def read_cells(notebook: Path) -> list[Cell]:
    """Read the cells of an author's notebook."""
    return cells_of(json.loads(notebook.read_text(encoding="utf-8")))


def exercises_in(notebook: Path, assignment: str, cells: Sequence[Cell]) -> list[Exercise]:
    """List the exercises of a notebook, in its order.

    Args:
        notebook: its file.
        assignment: what the assignment is called.
        cells: all of its cells.
    """
    names = dict.fromkeys(cell.exercise for cell in cells if cell.is_test)
    return [
        Exercise(assignment, name, notebook, cells, [Check(c) for c in cells if c.is_test and c.exercise == name])
        for name in names
    ]
