"""What was not handed in: which answers are missing, and which checks therefore have nothing to judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from threadlab.grading.pages.cell_html import tests_found
from threadlab.grading.submission.restore import DELETED, in_place_of
from threadlab.notebook.cell_text.cells import BEHAVIOUR


def missing_answers(notebook: dict[str, Any]) -> list[str]:
    """Name the answers of a restored notebook whose cells were not in what was handed in."""
    return [
        cell["metadata"]["nbgrader"]["grade_id"]
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
        and cell["source"] == in_place_of(cell["metadata"]["nbgrader"]["grade_id"], cell["cell_type"])
    ]


def nothing_to_judge(cell: dict[str, Any], missing: Collection[str]) -> bool:
    """Say whether a cell is a missing answer, or a check that came to nothing because its answer is missing."""
    grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    if grade_id in missing:
        return True
    tests = tests_found(cell)
    # Whoever answered in a cell of their own has something to judge: there other things than an unknown name go wrong.
    return grade_id.partition(BEHAVIOUR)[0] in missing and all(
        test.verdict == "fails" and "NameError" in test.message for test in tests
    )


def mended(notes: Iterable[str], missing: Collection[str]) -> Iterator[str]:
    """Give what was mended before grading, without the missing answers: what they mean is said elsewhere."""
    for note in notes:
        deleted = note.removeprefix(DELETED)
        others = [name for name in deleted.split(", ") if name not in missing]
        if deleted == note:
            yield note
        elif others:
            yield f"{DELETED}{', '.join(others)}"
