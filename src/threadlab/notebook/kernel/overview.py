"""What a kernel learns from its notebook's file: all checks of an exercise with their points, and the language.

A kernel knows nothing of points: they are in the notebook's file, which Jupyter names in the kernel's environment.
Where there is no such file, or the running cell is not in it, there is no table, and the checks are judged as ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadlab.notebook.cell_text.cells import BEHAVIOUR, Cell, cells_of
from threadlab.notebook.cell_text.course_language import carried_by
from threadlab.notebook.judging.report import Verdict
from threadlab.schedules.language import Version
from threadlab.story.drawing.palette import CARD, EDGE, GOOD, HARM, OPEN, QUIET, TABLE, TEXT
from threadlab.story.output.dark_theme import card
from threadlab.story.text.html import element
from threadlab.story.text.sanitize import markup, visible

_RESULTS = {
    "holds": ("✓ holds", GOOD.ink),
    "fails": ("✗ fails", HARM.ink),
    "undecided": ("? undecided", OPEN.ink),
    "old": ("run it again: the answer is newer", QUIET),
    "": ("not run yet", QUIET),
}
_NOTE = (
    "The points of a check count when all its tests hold, the hidden ones too: these are run after you have handed in."
)


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The latest run of a check: its number in the kernel, and what it said."""

    number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Overview:
    """The checks of one exercise, and what each said last: "" of one not run, "old" of one run on an older answer."""

    exercise: str
    rows: tuple[tuple[Cell, str], ...]
    is_last: bool  # the running cell is the last check of the exercise

    @property
    def title(self) -> str:
        """Say in a line how far the exercise is done."""
        holding = [check for check, result in self.rows if result == "holds"]
        points, most = sum(check.points for check in holding), sum(check.points for check, _ in self.rows)
        return f"{self.exercise}: {len(holding)} of {len(self.rows)} checks hold, {points:g} of {most:g} points so far"

    def text(self) -> str:
        """Return the table in words."""
        width = max(len(_behaviour(check)) for check, _ in self.rows)
        rows = [f"  {_behaviour(check):<{width}}  {check.points:>4g}  {_RESULTS[said][0]}" for check, said in self.rows]
        return "\n".join([self.title, *rows, _NOTE, ""])

    def html(self) -> str:
        """Return the table as a piece of a page, without any script."""
        cell = f"padding:3px 10px;text-align:left;border-bottom:1px solid {EDGE};color:{TEXT}"
        head = element("tr", *(element("th", words, style=cell) for words in ("check", "points", "result")))
        rows = [
            element(
                "tr",
                element("td", markup(_behaviour(check)), style=f"{cell};background:{CARD}"),
                element("td", f"{check.points:g}", style=f"{cell};background:{CARD}"),
                element("td", words, style=f"{cell};background:{CARD};color:{ink}"),
            )
            for check, said in self.rows
            for words, ink in (_RESULTS[said],)
        ]
        table = element("table", head, *rows, style=f"border-collapse:collapse;margin:8px 0;background:{TABLE}")
        title = element("strong", markup(self.title))
        note = element("div", _NOTE, style=f"font-size:13px;color:{QUIET}")
        look = f"background:{CARD};color:{TEXT};border:1px solid {EDGE};border-radius:6px;padding:10px;margin:4px 0"
        return card(title, table, note, style=f"font-family:sans-serif;font-size:14px;{look}")


def overview(document: str, cell_id: str, judged: Mapping[str, CheckRun], ran: Mapping[int, str]) -> Overview | None:
    """Return the checks of the exercise that a check belongs to; None where the document does not tell.

    Args:
        document: where the notebook's file is, "" if that is not known.
        cell_id: the check's cell.
        judged: the latest run of each check, by the id of its cell.
        ran: the ids of all cells that were run, by the number of the run.
    """
    cells = cells_of(_read(document))
    own = next((cell for cell in cells if cell.id == cell_id and cell.is_test), None)
    if own is None:
        return None
    checks = [cell for cell in cells if cell.is_test and cell.exercise == own.exercise]
    answers = {cell.id for cell in cells if cell.solution and cell.exercise == own.exercise}
    answered = max((number for number, of in ran.items() if of in answers), default=0)
    return Overview(
        visible(own.exercise),
        tuple((check, _result(judged.get(check.id), answered)) for check in checks),
        checks[-1] is own,
    )


def _result(run: CheckRun | None, answered: int) -> str:
    if run is None:
        return ""
    return "old" if run.number < answered else run.verdict


def language_carried(document: str) -> Version:
    """Return the version of Python that a notebook's answers are held to, wherever they are judged.

    Args:
        document: where the notebook's file is, "" if that is not known.
    """
    return carried_by(_read(document))


def _read(document: str) -> dict[str, Any]:
    try:
        notebook = json.loads(Path(document).read_text(encoding="utf-8")) if document else {}
    except (OSError, ValueError):
        return {}
    return notebook if isinstance(notebook, dict) else {}


def _behaviour(check: Cell) -> str:
    return visible(check.grade_id.partition(BEHAVIOUR)[2] or check.grade_id).replace("-", " ")
