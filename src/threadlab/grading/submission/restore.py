"""Putting a submission's frame back: nothing in it is trusted but the text of its cells.

The author's cells come from the gradebook, with their text, points and places; the student's text goes into the
answer cells. Copied, deleted, moved, retyped and stripped cells are mended here, so that they can stop nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from nbformat import NotebookNode

from threadlab.grading.submission.nbformat_cells import new_cell

SCHEMA_VERSION = 3
DELETED = "deleted, and put back: "  # the note of which cells were, before their names


@dataclass(frozen=True, slots=True)
class MasterCell:
    """A cell that the instructor's notebook has, as the gradebook keeps it."""

    grade_id: str
    cell_type: str  # "code" or "markdown"
    source: str  # with hidden tests
    checksum: str
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float = 0

    def metadata(self) -> dict[str, Any]:
        """Return the cell's metadata as nbgrader's schema wants it."""
        nbgrader: dict[str, Any] = {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.grade,
            "grade_id": self.grade_id,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": self.task,
        }
        if self.grade or self.task:
            nbgrader["points"] = self.points
        return {"nbgrader": nbgrader}


def restore(submitted: Sequence[NotebookNode], master: Sequence[MasterCell]) -> tuple[list[NotebookNode], list[str]]:
    """Build the cells to be graded.

    Args:
        submitted: the submission's cells, as ``read_submission`` gives them.
        master: the author's cells, in the order of the notebook.

    Returns:
        The cells, each with an id of its own, and notes in plain words on what had to be mended.
    """
    places = _find(submitted, master)
    chosen = {found[-1]: cell for cell, found in zip(master, places, strict=True) if found}
    used = {cell.grade_id for cell in master}
    cells: list[NotebookNode] = []
    for index, cell in enumerate(submitted):
        if index in chosen:
            cells.append(_master_cell(chosen[index], cell.source))
        else:
            cells.append(new_cell(cell.cell_type, cell.source, _free_id(cell.id, used)))

    after = 0  # a deleted cell goes where it stood: behind the author's cell before it
    for cell, found in zip(master, places, strict=True):
        if found:
            after = 1 + next(index for index, made in enumerate(cells) if made.id == cell.grade_id)
        else:
            cells.insert(after, _master_cell(cell, in_place_of(cell.grade_id, cell.cell_type)))
            after += 1

    copied = [cell.grade_id for cell, found in zip(master, places, strict=True) if len(found) > 1]
    deleted = [cell.grade_id for cell, found in zip(master, places, strict=True) if not found]
    notes = [f"copied: {', '.join(copied)}; the last copy counts"] if copied else []
    notes += [f"{DELETED}{', '.join(deleted)}"] if deleted else []
    return cells, notes


def has_any(submitted: Sequence[NotebookNode], master: Sequence[MasterCell]) -> bool:
    """Say whether a submission has any of the author's cells; else it was made from another notebook."""
    return any(_find(submitted, master))


def _find(submitted: Sequence[NotebookNode], master: Sequence[MasterCell]) -> list[list[int]]:
    """For each of the author's cells the places of the submission that claim to be it, by grade id, else by cell id."""
    by_grade_id: dict[str, list[int]] = {}
    by_id: dict[str, list[int]] = {}
    for index, cell in enumerate(submitted):
        claimed = _grade_id(cell)
        if claimed:
            by_grade_id.setdefault(claimed, []).append(index)
        else:
            by_id.setdefault(cell.id, []).append(index)
    return [by_grade_id.get(cell.grade_id) or by_id.get(cell.grade_id, []) for cell in master]


def _grade_id(cell: NotebookNode) -> str:
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return grade_id if isinstance(grade_id, str) else ""


def _master_cell(cell: MasterCell, text: str) -> NotebookNode:
    source = cell.source if cell.locked else text
    return new_cell(cell.cell_type, source, cell.grade_id, cell.metadata())


def _free_id(wanted: str, used: set[str]) -> str:
    """Give an ordinary cell the id it has, unless it has an author's: a copy has."""
    cell_id = wanted if wanted not in used else next(made for n in count(1) if (made := f"cell-{n}") not in used)
    used.add(cell_id)
    return cell_id


def in_place_of(grade_id: str, cell_type: str) -> str:
    """Give the text that stands in an answer's cell which was not handed in."""
    words = f"The cell {grade_id} was deleted."
    return f"# {words}" if cell_type == "code" else f"*{words}*"
