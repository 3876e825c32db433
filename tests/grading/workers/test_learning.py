"""What is the author's is found out once, before workers are forked: nothing else is, and no report changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.small_course import RIGHT, Done, Here, SmallCourse
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker import notebook_job
from threadlab.grading.worker.protocol import Submission, encode
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.judging.notebook import compile_ahead
from threadlab.schedules.instrumenting.instrument import instrument

SOURCE = Path(__file__).parents[3] / "source" / "2-locked-counter" / "locked_counter.ipynb"
RECALL = "gained = learned"


@pytest.fixture(autouse=True)
def _nothing_known():
    instrument.cache_clear()


def author():
    return cells_of(json.loads(SOURCE.read_text(encoding="utf-8")))


def request(cells):
    return {"cells": [cell.to_json() for cell in cells]}


def check(text: str) -> Cell:
    return Cell("check", "code", text, "check", 1, grade=True, locked=True)


def test_a_keeper_learns_each_notebook_once_and_never_a_submission(sandbox, raw):
    first, second = (encode({"code": name}) for name in ("first", "second"))
    with Pool(sandbox, jobs=1, program=raw) as pool:
        coming = [Submission("any", {"code": RECALL}, untouched) for untouched in (b"", first, first, second, first)]
        said = [outcome.report["gained"] for outcome in judge_all(coming, pool)]
    assert said == [[], ["first"], ["first"], ["first", "second"], ["first", "second"]]


def test_a_new_box_learns_anew(any_sandbox, raw):
    submission = Submission("any", {"code": RECALL}, encode({"code": "first"}))
    for _ in range(2):
        with Pool(any_sandbox, jobs=1, program=raw) as pool:
            assert pool.start(submission).result().report["gained"] == ["first"]


def test_what_cannot_be_learned_costs_nobody_the_report(any_sandbox, raw):
    with Pool(any_sandbox, jobs=1, program=raw) as pool:
        outcome = pool.start(Submission("any", {"code": RECALL}, encode({"no": "code"}))).result()
    assert outcome.report == {"gained": [], "error": []}


def test_what_was_learned_changes_no_report():
    whole = request(author())
    unlike = request([Cell("note", "code", "import threading\nthreading = None"), *author()])
    with Pool(NONE, jobs=1) as pool:
        before = [pool.start(Submission("any", each)).result().report for each in (whole, unlike)]
        after = [pool.start(Submission("any", each, encode(whole))).result().report for each in (whole, unlike)]
    assert after == before


def test_only_what_a_student_wrote_is_compiled_anew():
    compile_ahead(author())
    known = instrument.cache_info().misses
    notebook_job.judge(request(author()))
    assert instrument.cache_info().misses == known
    mine = {"text": "# mine"}
    changed = [Cell(**cell.to_json() | mine) if cell.solution else cell for cell in author()]
    notebook_job.judge(request(changed))
    answers = sum(cell.solution and cell.kind == "code" for cell in changed)
    assert answers <= instrument.cache_info().misses - known <= 2 * answers  # as a plain cell, and as an answer


@pytest.mark.parametrize(
    "cell",
    [
        Cell("endless", "code", "while True:\n    pass"),
        Cell("broken", "code", "def f(:"),
        Cell("refused", "code", "import os\nos._exit(3)"),
        Cell("deep", "code", "x = " + "(" * 5_000 + ")" * 5_000),
        check("no test at all"),
        check("assert True"),
        check("from threadlab import every_schedule\n\n@every_schedule(odd=1)\ndef test():\n    pass"),
        check("from threadlab import every_schedule\n\n@every_schedule\ndef test():\n    __import__('os')._exit(3)"),
    ],
    ids=lambda cell: cell.text[:20].split("\n")[0],
)
def test_nothing_is_run_and_nothing_stops_the_learning(cell):
    compile_ahead([*author(), cell])
    known = instrument.cache_info().misses
    compile_ahead(author())
    assert instrument.cache_info().misses == known > 0


def test_a_class_is_judged_by_workers_that_know_what_was_handed_out(small_course: SmallCourse) -> None:
    class Noting(Here):
        def start(self, submission: Submission) -> Done:
            seen.append(submission)
            return super().start(submission)

    seen: list[Submission] = []
    small_course.submit("student-01", RIGHT)
    small_course.submit("student-02", None)
    grade(find_course(), Noting())
    solved, unsolved = seen
    assert unsolved.untouched == encode(dict(unsolved.request)) == solved.untouched
    assert solved.untouched != encode(dict(solved.request))
