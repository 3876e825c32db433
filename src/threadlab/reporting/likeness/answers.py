"""Everybody's answers, and the texts that anybody may have in common with everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from threadlab.course.exercises import exercises
from threadlab.course.folder import CourseFolder, NotThereError, folders
from threadlab.course.verify.catalogue import answers_to
from threadlab.notebook.cell_text.cells import Cell, cells_of


@dataclass(slots=True)
class AnswersTo:
    """All answers to one exercise or written question: whose they are by their text.

    ``common`` are the texts that nobody has from anybody in the class: what was handed out, and the catalogue's.
    """

    assignment: str
    name: str
    is_code: bool
    common: list[str] = field(default_factory=list)
    by_text: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many students have answered."""
        return sum(map(len, self.by_text.values()))


def read_answers(course: CourseFolder, assignments: list[str]) -> list[AnswersTo]:
    """Read the answers of a class from its graded notebooks; who left what was handed out has none.

    Raises:
        NotThereError: if nothing is graded.
    """
    found: dict[tuple[str, str], AnswersTo] = {}
    for assignment in assignments:
        for path in course.notebooks(assignment):
            for cell in _asked(path):
                found[assignment, cell.grade_id] = AnswersTo(
                    assignment, cell.grade_id, cell.kind == "code", [cell.text]
                )
            for cell in _asked(course.release / assignment / path.name):
                found[assignment, cell.grade_id].common.append(cell.text)
        for exercise in exercises(course, assignment):
            known = [answer.text for answer in answers_to(exercise, course.root)]
            found[assignment, exercise.name].common += known
    people = folders(course.autograded)
    if not people:
        raise NotThereError("autograded/ has nothing; grade the class first: threadlab grade")
    for student in people:
        for assignment in assignments:
            for path in sorted((course.autograded / student / assignment).glob("*.ipynb")):
                for cell in _asked(path):
                    place = found.get((assignment, cell.grade_id))
                    if place is not None and cell.text.strip() and cell.text not in place.common:
                        place.by_text.setdefault(cell.text, []).append(student)
    return list(found.values())


def _asked(path: Path) -> Iterator[Cell]:
    """Give the cells of a notebook that hold answers; none if it cannot be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["metadata"].get("threadlab", {}).get("unreadable"):
            return
        yield from (cell for cell in cells_of(notebook) if cell.solution and cell.grade_id)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return
