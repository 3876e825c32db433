"""The likeness of a class's answers as a page, and as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from threadlab.grading.gradebook.table_cells import table_cell
from threadlab.reporting.likeness.comparing import LEAST, SHORTEST, Pair, Same

_TEMPLATES = Path(__file__).parent / "templates"
_LOOKS = Path(__file__).parents[1] / "class_report" / "templates" / "report.css"
MOST = 50  # of an exercise; the others are in the table
HEAD = ("assignment", "exercise", "in_common", "students", "and")


@dataclass(frozen=True, slots=True)
class ExerciseLikeness:
    """What was found among the answers to one exercise or written question."""

    assignment: str
    name: str
    count: int
    same: tuple[Same, ...]
    pairs: tuple[Pair, ...]


def likeness_page(found: Sequence[ExerciseLikeness], least: float) -> str:
    """Return the page; ``least`` is the share from which on pairs are listed."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.filters["parts"] = _parts
    return environment.get_template("likeness.html.j2").render(
        exercises=found,
        css=Markup(_LOOKS.read_text(encoding="utf-8")),  # noqa: S704 - a file of this package
        most=MOST,
        shortest=SHORTEST,
        least=LEAST,
        alike=least,
    )


def write_table(found: Iterable[ExerciseLikeness], path: Path) -> None:
    """Write everything that was found as CSV: a line for each shared text, and for each pair."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEAD)
        for each in found:
            rows = [("equal", " ".join(same.students), "") for same in each.same]
            for pair in each.pairs:
                left, right = pair.students
                rows.append((f"{pair.share:.4f}", " ".join(left), " ".join(right)))
            table.writerows([table_cell(value) for value in (each.assignment, each.name, *row)] for row in rows)


def _parts(text: str, passages: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut a text into what is in common and what is not."""
    end = 0
    for first, last in passages:
        yield text[end:first], False
        yield text[first:last], True
        end = last
    yield text[end:], False
