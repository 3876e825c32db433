"""A cell of a notebook, as far as running and judging it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from threadlab.notebook.cell_text.course_language import carried_by, held
from threadlab.schedules.language import Version

# What joins an exercise's name and a behaviour's in the grade id of a test cell: "increment--two_threads".
BEHAVIOUR = "--"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, in document order.

    ``grade``, ``solution`` and ``locked`` are nbgrader's flags; ``points`` are those of a graded cell; ``python`` is
    the version that the notebook's answers are held to; ``name`` is what stories call a cell that is a file, or a part
    of one.
    """

    id: str
    kind: str  # "code", "markdown" or "raw"
    text: str
    grade_id: str = ""
    points: float = 0
    grade: bool = False
    solution: bool = False
    locked: bool = False
    python: Version = field(default_factory=held)
    name: str = ""

    @property
    def is_test(self) -> bool:
        """Whether the cell holds checks: it is graded, and its text is the author's."""
        return self.kind == "code" and self.grade and not self.solution

    @property
    def exercise(self) -> str:
        """The exercise that the cell belongs to, from its grade id; "" for an ordinary cell."""
        return self.grade_id.partition(BEHAVIOUR)[0]

    def to_json(self) -> dict[str, Any]:
        """Return the cell as plain JSON data."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Cell:
        """Read what ``to_json`` wrote.

        Raises:
            TypeError, KeyError: if a field is missing or unknown.
        """
        return cls(**{**data, "python": tuple(data["python"])})


def cells_of(notebook: Mapping[str, Any]) -> list[Cell]:
    """List the cells of a notebook in nbformat 4, given as plain JSON data or as nbformat's node.

    Metadata that is missing or of the wrong type counts as absent: a submission may hold anything.
    """
    python = carried_by(notebook)
    return [_cell(number, data, python) for number, data in enumerate(_items(notebook.get("cells")), start=1)]


def _items(cells: object) -> Iterable[Mapping[str, Any]]:
    if not isinstance(cells, list):
        return []
    return (cell for cell in cells if isinstance(cell, Mapping))


def _cell(number: int, data: Mapping[str, Any], python: Version) -> Cell:
    metadata = data.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    if not isinstance(graded, Mapping):
        graded = {}
    points = graded.get("points")
    return Cell(
        id=_text(data.get("id")) or f"cell-{number}",
        kind=_text(data.get("cell_type")),
        text=_source(data.get("source")),
        grade_id=_text(graded.get("grade_id")),
        points=points if isinstance(points, int | float) and not isinstance(points, bool) else 0,
        grade=graded.get("grade") is True,
        solution=graded.get("solution") is True,
        locked=graded.get("locked") is True,
        python=python,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _source(value: object) -> str:
    """A cell's source is a string, or in the file a list of lines."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return _text(value)
