"""What the author wrote about grading a written answer: the model answer and the mark scheme, for who grades it.

A release has neither, nor has a graded notebook, so no page that is made of those can show them to a student. They are
read from the course's ``source`` folder when a teaching assistant opens the page.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from threadlab.notebook.cell_text.cells import cells_of

# As nbgrader finds them: anywhere in a line.
_BEGIN = re.compile(r"BEGIN (SOLUTION|MARK SCHEME)")
_END = re.compile(r"END (SOLUTION|MARK SCHEME)")


def mark_scheme(source: Path, grade_id: str, assignment: str, notebook: str) -> str:
    """Return the author's regions of a written answer's cell as Markdown; "" where there are none.

    Args:
        source: the course's folder of instructors' notebooks.
        grade_id: the cell.
        assignment: the assignment's name.
        notebook: the notebook's name, without its ending.
    """
    path = source / assignment / f"{notebook}.ipynb"
    if not path.resolve().is_relative_to(source.resolve()) or not path.is_file():
        return ""
    cells = cells_of(json.loads(path.read_text(encoding="utf-8")))
    texts = [cell.text for cell in cells if cell.grade_id == grade_id and cell.kind == "markdown" and cell.grade]
    return "\n".join(_inside(texts[0])).strip() if texts else ""


_POINTS = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:points?|pts?\.?|p\.)(?![a-z])", re.IGNORECASE)


class Criterion(NamedTuple):
    """One thing that an answer gets points for."""

    words: str
    points: float


def boxes(scheme: str) -> list[Criterion]:
    """Read from a mark scheme what gives points: each sentence or line that says how many.

    Args:
        scheme: the author's text, such as "Both may read the same value (1 point). One update is lost: 1 point."
            Its marks of code are left out, for the words stand beside a box to tick, as plain text.
    """
    found = []
    for piece in _pieces(scheme):
        numbers = _POINTS.findall(piece)
        # A piece with several numbers sets one off against another: a person must read it.
        if len(numbers) == 1:
            found.append(Criterion(piece.replace("`", ""), float(numbers[0].replace(",", "."))))
    return found


_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_POINTS_ALONE = re.compile(rf"\W*{_POINTS.pattern}\W*", re.IGNORECASE)


def _pieces(scheme: str) -> list[str]:
    """Part a text into the items of its lists, each whole, and the sentences of the rest."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)", scheme):
        text = " ".join(_ITEM.sub("", block).split())
        for sentence in [text] if _ITEM.match(block) else re.split(r"(?<=[.!?])\s+", text):
            if _POINTS_ALONE.fullmatch(sentence) and found:  # "... the same total. 2 points."
                found[-1] += f" {sentence}"
            else:
                found.append(sentence)
    return found


def _inside(text: str) -> list[str]:
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        if _BEGIN.search(line):
            inside = True
        elif _END.search(line):
            inside = False
        elif inside:
            kept.append(line)
    return kept
