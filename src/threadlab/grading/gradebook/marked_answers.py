"""Which answers marks were entered for: one that a person gave is doubted only if its answer changed.

They are kept in the gradebook, in a table of our own that nbgrader leaves alone: so they are entered together with the
marks, or not at all, whoever grades.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbgrader.api import Base, Gradebook
from sqlalchemy import Column, String, Text

from threadlab.notebook.cell_text.cells import Cell, cells_of


class Answers(Base):  # type: ignore[misc]
    """The answers of one submitted notebook: a digest for each graded cell, as JSON."""

    __tablename__ = "threadlab_answers"
    notebook_id = Column(String(32), primary_key=True)
    digests = Column(Text, nullable=False)


def answer_digests(notebook: Mapping[str, Any], unreadable: str = "") -> dict[str, str]:
    """Give a digest of the answer that each graded cell of a restored notebook is about.

    A written answer is its cell. A check is about its exercise, and about what the notebook's ordinary cells add to it:
    all code that it is judged with.

    Args:
        notebook: the notebook.
        unreadable: why what was handed in could not be read, if it could not.
    """
    cells = cells_of(notebook)
    return {cell.grade_id: _digest([unreadable, *_answer(cell, cells)]) for cell in cells if cell.grade}


def unchanged(gradebook: Gradebook, notebook_id: str, now: Mapping[str, str]) -> set[str]:
    """Enter the answers of a submitted notebook, and name the cells whose answer is the one that was entered before.

    Args:
        gradebook: the gradebook; committing is left to the caller.
        notebook_id: the submitted notebook's.
        now: what ``digests`` gave.
    """
    entry = gradebook.db.get(Answers, notebook_id)
    before = json.loads(entry.digests) if entry else {}
    if entry is None:
        entry = Answers(notebook_id=notebook_id)
        gradebook.db.add(entry)
    entry.digests = json.dumps(now, sort_keys=True, separators=(",", ":"))
    return {cell for cell, digest in now.items() if before.get(cell) == digest}


def _answer(graded: Cell, cells: Sequence[Cell]) -> Iterator[str]:
    if graded.solution:
        yield graded.text
        return
    for cell in cells:
        if cell.kind == "code" and cell.exercise in ("", graded.exercise):
            yield cell.text


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
