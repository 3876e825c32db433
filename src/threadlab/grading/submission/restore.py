"""Putting a submission's frame back: nothing in it is trusted but the text of its cells.

The author's cells come from the gradebook, with their text, points and places; the student's text goes into the
answer cells. Copied, deleted, moved, retyped and stripped cells are mended here, so that they can stop nobody. What
cannot be mended without a guess is said, for a person to decide.
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


@dataclass(frozen=True, slots=True)
class Restored:
    """A submission with the author's frame around it.

    ``cells`` each have an id of their own. ``notes`` say in plain words what had to be mended; ``doubts`` say of an
    answer, by its grade id, why a person must tell what was handed in.
    """

    cells: list[NotebookNode]
    notes: list[str]
    doubts: dict[str, str]


def restore(submitted: Sequence[NotebookNode], master: Sequence[MasterCell]) -> Restored:
    """Build the cells to be graded.

    Args:
        submitted: the submission's cells, as ``read_submission`` gives them.
        master: the author's cells, in the order of the notebook.
    """
    places = _find(submitted, master)
    moved = _moved([found[-1:] for found in places], master)
    chosen = {found[-1]: cell for cell, found in zip(master, places, strict=True) if found}
    used = {cell.grade_id for cell in master}
    cells: list[NotebookNode] = []
    for index, cell in enumerate(submitted):
        if index in chosen and chosen[index].grade_id in moved:
            continue  # it is the author's, and is put back below
        if index in chosen:
            cells.append(_master_cell(chosen[index], cell.source))
        else:
            cells.append(new_cell(cell.cell_type, cell.source, _free_id(cell.id, used)))

    after = 0  # a deleted or moved cell goes where it stood: behind the author's cells before it
    for cell, found in zip(master, places, strict=True):
        if found and cell.grade_id not in moved:
            after = max(after, 1 + next(index for index, made in enumerate(cells) if made.id == cell.grade_id))
        else:
            cells.insert(after, _master_cell(cell, in_place_of(cell.grade_id, cell.cell_type)))
            after += 1

    copied = [cell.grade_id for cell, found in zip(master, places, strict=True) if len(found) > 1]
    deleted = [cell.grade_id for cell, found in zip(master, places, strict=True) if not found]
    notes = [f"copied: {', '.join(copied)}; the last copy counts"] if copied else []
    notes += [f"{DELETED}{', '.join(deleted)}"] if deleted else []
    notes += [f"moved, and put back: {', '.join(moved)}"] if moved else []
    doubts = {
        cell.grade_id: f"of {len(found)} cells called {cell.grade_id} the last is not solved, and another one is"
        for cell, found in zip(master, places, strict=True)
        if _is_doubtful(cell, [submitted[index].source for index in found])
    }
    return Restored(cells, notes, doubts)


def _moved(places: Sequence[Sequence[int]], master: Sequence[MasterCell]) -> list[str]:
    """Name the author's cells that a student cannot change and that do not stand in the author's order.

    As few as possible are called moved: all but the heaviest series of cells that is in order, in which an answer
    weighs more than all that cannot be changed; and what then still stands above an answer that belongs above it.
    """
    there = [(index, place[0]) for index, place in enumerate(places) if place]
    best: list[tuple[int, list[int]]] = []  # for each cell the heaviest series that ends with it: weight, and cells
    for number, (index, place) in enumerate(there):
        weight, series = max(
            ((best[other][0], best[other][1]) for other in range(number) if there[other][1] < place),
            key=lambda found: found[0],
            default=(0, []),
        )
        best.append((weight + (1 if master[index].locked else len(master)), [*series, index]))
    in_order = set(max(best, key=lambda found: found[0], default=(0, []))[1])
    answers = [(index, place) for index, place in there if not master[index].locked]
    return [
        master[index].grade_id
        for index, place in there
        if master[index].locked
        and (index not in in_order or any(above < index and below > place for above, below in answers))
    ]


def _is_doubtful(cell: MasterCell, copies: Sequence[str]) -> bool:
    """Say whether the copy that counts is as it was handed out, or empty, while another copy is not."""
    unsolved = [text.strip() in ("", cell.source.strip()) for text in copies]
    return cell.solution and not cell.locked and bool(unsolved) and unsolved[-1] and not all(unsolved)


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
