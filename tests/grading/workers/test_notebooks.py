"""The same report in every sandbox as without one: all that judging needs is there before files are out of reach."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.judging.report import NotebookReport
from threadlab.schedules.library.standard import ALLOWED

SOURCE = Path(__file__).parents[3] / "source"

IMPORTS_ALL = (
    "\n".join(f"import {name}" for name in sorted(ALLOWED) if name != "__future__")
    + """
print(decimal.Decimal("0.1") + fractions.Fraction(1, 4).numerator)
print(statistics.median([3, 1, 2]), re.sub("a+", "b", "caat"), textwrap.fill("one two", 4), "ä".encode("cp1252"))
print(random.randint(1, 6), "é".encode("idna"), enum.Enum("Colour", "red green").red)
pprint.pprint({"a": [1, 2]})
1 / 0
"""
)


def submissions():
    """Give the instructor's notebooks, solved as they are, and one that uses whatever it may."""
    for path in sorted(SOURCE.glob("*/*.ipynb")):
        cells = cells_of(json.loads(path.read_text(encoding="utf-8")))
        yield Submission(path.stem, {"cells": [cell.to_json() for cell in cells]})
    yield Submission("imports", {"cells": [Cell("all", "code", IMPORTS_ALL).to_json()]})


@pytest.fixture(scope="module")
def unconfined():
    with Pool(NONE) as pool:
        return {outcome.key: outcome.report for outcome in judge_all(submissions(), pool)}


def test_a_sandbox_changes_no_report(sandbox, unconfined):
    with Pool(sandbox) as pool:
        assert {outcome.key: outcome.report for outcome in judge_all(submissions(), pool)} == unconfined


def test_what_may_be_imported_can_be_used(unconfined):
    cell = NotebookReport.from_json(unconfined["imports"]).cells["all"]
    assert cell.output == "1.1\n2 cbt one\ntwo b'\\xe4'\n4 b'xn--9ca' Colour.red\n{'a': [1, 2]}\n"
    assert cell.problem.startswith("ZeroDivisionError")


def test_nothing_is_imported_once_a_worker_judges():
    code = """
import json, sys
from threadlab.grading.worker import notebook_job
notebook_job.prepare()
before = set(sys.modules)
for line in sys.stdin:
    notebook_job.judge(json.loads(line))
print(sorted(set(sys.modules) - before))
"""
    requests = "\n".join(json.dumps(submission.request) for submission in submissions())
    done = subprocess.run([sys.executable, "-c", code], input=requests, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
