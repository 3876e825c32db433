"""Which cells of a notebook are a lesson's, to be folded away on a page that is about answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from threadlab.story.text.names import counted

_HEADING = re.compile(r"^#{1,6} +(.*\S)", re.MULTILINE)
_SHOWN = 3  # headings that are named


@dataclass(slots=True)
class LessonPart:
    """Cells that follow one another: a lesson's, with what it is about, or answers and checks, with no title."""

    title: str
    cells: list[Any] = field(default_factory=list)


def parts(notebook: Any) -> Iterator[LessonPart]:
    """Part a notebook into lessons and what a student has handed in of it, in order."""
    for is_lesson, cells in groupby(notebook.cells, key=_is_lesson):
        found = list(cells)
        yield LessonPart(_title(found) if is_lesson else "", found)


def _is_lesson(cell: Any) -> bool:
    return not cell.metadata.get("nbgrader") and cell.id != "unreadable"


def _title(cells: list[Any]) -> str:
    headings = [found for cell in cells if cell.cell_type == "markdown" for found in _HEADING.findall(cell.source)]
    if not headings:
        return f"{counted(len(cells), 'cell')} of the notebook"
    more = len(headings) - _SHOWN
    return "; ".join(headings[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
