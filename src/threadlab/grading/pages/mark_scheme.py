"""What the author wrote about grading a written answer: the model answer and the mark scheme, for who grades it.

A release has neither, nor has a graded notebook, so no page that is made of those can show them to a student. They are
read from the course's ``source`` folder when a teaching assistant opens the page.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

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
