"""What no budget of steps can end costs its own check the verdict, and no other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.base import SandboxedModule
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker.check_by_check import by_parts
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, Submission
from threadlab.grading.worker.sandboxed_keeper import SandboxedKeeper
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.judging.report import NotebookReport

SOURCE = Path(__file__).parents[3] / "source"
LIMITS = Limits(cpu_seconds=3, memory_bytes=512 << 20)
ENDED = "used more than 1 s of CPU"  # which is a third
ENDLESS = "import itertools\n\n\ndef first():\n    return sum(itertools.count())"
CHECK = "from threadlab import every_schedule\n\n\n@every_schedule\ndef is_one():\n    assert {}() == 1"


def check(grade_id: str) -> Cell:
    text = CHECK.format(grade_id.partition("--")[0])
    return Cell(grade_id, "code", text, grade_id, 1, grade=True, locked=True)


def notebook(first: str, second: str = "def second():\n    return 1") -> Submission:
    cells = [
        Cell("hello", "code", "print('hello')"),
        Cell("first", "code", first, "first", solution=True),
        check("first--is-one"),
        Cell("second", "code", second, "second", solution=True),
        check("second--is-one"),
    ]
    return Submission("any", {"cells": [cell.to_json() for cell in cells]})


def judged(submission: Submission, limits: Limits = LIMITS) -> Outcome:
    with Pool(NONE, jobs=1, limits=limits) as pool:
        return pool.start(submission).result()


def read(outcome: Outcome) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """Give the verdict and the reason of each check, and the output and the problem of each ordinary cell."""
    assert outcome.report is not None, outcome.reason
    report = NotebookReport.from_json(outcome.report)
    checks = {it.grade_id: (it.verdict, it.tests[0].reason) for it in report.checks}
    return checks, {name: (cell.output, cell.problem) for name, cell in report.cells.items()}


def test_a_check_that_calls_endless_code_is_left_to_a_person_and_the_others_are_judged() -> None:
    outcome = judged(notebook(ENDLESS))
    checks, cells = read(outcome)
    assert checks == {"first--is-one": ("undecided", f"judging it {ENDED}"), "second--is-one": ("holds", "")}
    assert cells["hello"] == ("hello\n", "")
    assert (outcome.reason, outcome.fault, outcome.limited) == ("", False, True)


def test_so_it_is_with_an_answer_that_does_not_come_to_its_end() -> None:
    checks, cells = read(judged(notebook(f"{ENDLESS}\n\n\nfirst()")))
    assert checks == {"first--is-one": ("undecided", f"judging it {ENDED}"), "second--is-one": ("holds", "")}
    assert set(cells.values()) == {("", f"was not run to its end: running all cells {ENDED}")}


def test_every_part_may_be_endless_and_all_of_it_ends() -> None:
    checks, _ = read(judged(notebook(ENDLESS, ENDLESS.replace("first", "second"))))
    assert set(checks.values()) == {("undecided", f"judging it {ENDED}")}


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_the_parts_say_what_the_whole_says(path: Path) -> None:
    cells = cells_of(json.loads(path.read_text(encoding="utf-8")))
    submission = Submission(path.stem, {"cells": [cell.to_json() for cell in cells]})
    box = SandboxedKeeper(NONE, SandboxedModule(), Limits())
    try:
        whole = box.judge(submission)
        assert by_parts(submission, replace(whole, report=None, reason="crashed"), box.judge) == whole
    finally:
        box.close()


def test_a_part_may_say_nothing_of_another() -> None:
    """A worker that an answer has taken over reports what it likes, but only on the check that it was asked for."""
    lies = judged(notebook("def first():\n    return 1")).report
    asked = by_parts(notebook(ENDLESS), Outcome("any"), lambda _: Outcome("any", report=lies))
    checks, _ = read(asked)
    assert checks["second--is-one"] == ("undecided", "judging it garbled its own report")
    nonsense = by_parts(notebook(ENDLESS), Outcome("any"), lambda _: Outcome("any", report={"points": 10}))
    assert set(read(nonsense)[0].values()) == {("undecided", "judging it garbled its own report")}


def test_a_fault_of_the_grader_stays_one() -> None:
    fault = Outcome("any", reason="lost its worker 3 times", fault=True)
    assert by_parts(notebook(ENDLESS), Outcome("any", reason=ENDED), lambda _: fault) == fault


def test_a_request_without_checks_has_no_parts() -> None:
    whole = Outcome("any", reason=ENDED)
    assert (
        by_parts(Submission("any", {"code": "pass"}), whole, lambda _: pytest.fail("there is nothing to judge"))
        is whole
    )
