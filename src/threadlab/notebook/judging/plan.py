"""What each verdict on a notebook depends on, as digests: found out without running anything of it.

A test's report follows from the test, the cells that it needs and where else missing names are bound, and from nothing
else in the notebook. So a test that has the same digest in two notebooks has the same report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.cell_text.course_language import held, held_to
from threadlab.notebook.cell_text.slicing import binders, slice_for
from threadlab.notebook.cell_text.test_functions import TestCellError, tests_of
from threadlab.notebook.judging.notebook import checks_in, language_of, ordinary_texts


def plan(cells: Sequence[Cell]) -> dict[str, Any]:
    """Say what judging a notebook comes to, without judging it.

    Returns:
        Plain JSON data: under "ordinary" the digest of all that running the ordinary cells depends on, and under
        "checks" a list for each check: its grade id, and for each of its tests the digest of all that its report
        depends on and the digest of the cells that are run for it. A check without tests is not well written.
    """
    with held_to(language_of(cells)):
        return {"ordinary": _digest([held(), ordinary_texts(cells)]), "checks": _checks(cells)}


def _checks(cells: Sequence[Cell]) -> list[Any]:
    found: list[Any] = []
    for cell, earlier, later in checks_in(cells):
        tests = []
        try:
            for test in tests_of(cell.text):
                needed = slice_for(test.text, earlier)
                elsewhere = binders(needed.unbound, later)
                everything = [held(), asdict(test), {**asdict(needed), "unbound": sorted(needed.unbound)}, elsewhere]
                tests.append([_digest(everything), _digest(needed.cells)])
        except TestCellError:
            tests = []
        found.append([cell.grade_id, tests])
    return found


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
