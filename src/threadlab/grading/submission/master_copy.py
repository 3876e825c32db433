"""The author's side of a notebook, as the gradebook keeps it, and a submission laid over it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from threadlab.grading.gradebook.single_session import OneGradebook
from threadlab.grading.submission.nbformat_cells import new_cell, new_notebook
from threadlab.grading.submission.restore import MasterCell, has_any, restore

FOREIGN = "the notebook has none of this assignment's cells"


@dataclass(frozen=True, slots=True)
class Master:
    """What every submission of a notebook is laid over."""

    cells: tuple[MasterCell, ...]  # in the order of the notebook
    kernelspec: Mapping[str, Any]


def read_master(gradebook: Gradebook, assignment: str, notebook: str) -> Master:
    """Read the author's cells of a notebook; a gradebook that stays open is asked for them once.

    Raises:
        nbgrader.api.MissingEntry: if no release with this notebook was built.
    """
    kept: dict[tuple[str, str], Master] = gradebook.masters if isinstance(gradebook, OneGradebook) else {}
    if (assignment, notebook) not in kept:
        kept[assignment, notebook] = _read(gradebook, assignment, notebook)
    return kept[assignment, notebook]


def _read(gradebook: Gradebook, assignment: str, notebook: str) -> Master:
    entry = gradebook.find_notebook(notebook, assignment)
    graded = {cell.name: cell for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name: cell for cell in entry.task_cells}
    cells = tuple(
        MasterCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=cell.locked,
            grade=cell.name in graded,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=(graded | tasks)[cell.name].max_score if cell.name in graded | tasks else 0,
        )
        for cell in entry.source_cells
    )
    return Master(cells, json.loads(entry.kernelspec or "{}"))


def lay_over(master: Master, submitted: NotebookNode, unreadable: str = "") -> NotebookNode:
    """Make the notebook to be graded out of a submission's cells and the author's.

    Args:
        master: the author's cells.
        submitted: what was handed in, as ``read_submission`` gives it; no cells if it could not be read.
        unreadable: why it could not be read.
    """
    restored = restore(submitted.cells, master.cells)
    cells, notes = restored.cells, restored.notes
    below = "The cells below are the author's."
    if not unreadable and not has_any(submitted.cells, master.cells):
        unreadable, below = FOREIGN, "Below are the author's cells, and then those that were handed in."
    if unreadable:
        notes = []
        words = f"**This submission could not be read: {unreadable}.** {below}"
        cells.insert(0, new_cell("markdown", words, "unreadable"))
    about = NotebookNode(notes=notes, unreadable=unreadable)
    if restored.doubts and not unreadable:
        about.doubts = NotebookNode(restored.doubts)
    return new_notebook(cells=cells, metadata={"kernelspec": NotebookNode(master.kernelspec), "threadlab": about})
