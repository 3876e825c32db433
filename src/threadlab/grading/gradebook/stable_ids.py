"""Ids that follow from what a row of the gradebook stands for, in place of nbgrader's random ones.

The same class, graded anywhere and in any order, then has the same gradebook.
"""

from __future__ import annotations

import uuid

import nbgrader.api as tables
from sqlalchemy import event

_NAMESPACE = uuid.UUID("6f6c0b1e-5f0a-5c3d-9a51-0d3a3f6f2a77")

# What makes a row of each table the only one of its kind, as nbgrader's own unique constraints say.
_NATURAL_KEYS: tuple[tuple[type, tuple[str, ...]], ...] = (
    (tables.Assignment, ("name",)),
    (tables.Notebook, ("assignment_id", "name")),
    (tables.BaseCell, ("notebook_id", "name", "type")),
    (tables.SourceCell, ("notebook_id", "name")),
    (tables.SubmittedAssignment, ("assignment_id", "student_id")),
    (tables.SubmittedNotebook, ("assignment_id", "notebook_id")),
    (tables.Grade, ("notebook_id", "cell_id")),
    (tables.Comment, ("notebook_id", "cell_id")),
)


def install() -> None:
    """Give every row that nbgrader adds from now on its natural id. Calling it again changes nothing."""
    if not event.contains(tables.Base, "before_insert", _give_id):
        event.listen(tables.Base, "before_insert", _give_id, propagate=True)


def _give_id(_mapper: object, _connection: object, row: object) -> None:
    # Parents are flushed before their children, so the ids that a natural key is made of are there already.
    for table, columns in _NATURAL_KEYS:
        if isinstance(row, table) and row.id is None:  # type: ignore[attr-defined]
            parts = [table.__name__, *(str(getattr(row, column)) for column in columns)]
            row.id = uuid.uuid5(_NAMESPACE, "\x1f".join(parts)).hex  # type: ignore[attr-defined]
