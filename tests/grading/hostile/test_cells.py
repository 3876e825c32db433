"""Hostile answers as students hand them in: one file of cells/ a case, each behind the same wrong answer.

The head of a case says what it does, and what becomes of the checks it wants to cheat.
"""

from pathlib import Path

import pytest

from tests.patience import PATIENCE
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.pool import Pool
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging.report import NotebookReport

CASES = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "cells").glob("*.py"))}
SECRET = "hidden-7c41"

WRONG = """\
counter = 0


def increment(times):
    global counter
    for _ in range(times):
        value = counter
        counter = value + 1
"""
RIGHT = """\
from threading import Lock

total = 0
lock_of_total = Lock()


def add(amount):
    global total
    with lock_of_total:
        total += amount
"""
VISIBLE = """\
from threading import Thread
from threadlab import every_schedule


@every_schedule
def two_threads_lose_nothing():
    threads = [Thread(target=increment, args=(1,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == 2
"""
HIDDEN = f"""\
from threading import Thread
from threadlab import every_schedule


### BEGIN HIDDEN TESTS
@every_schedule
def three_threads_lose_nothing():
    secret = "{SECRET}"
    threads = [Thread(target=increment, args=(1,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == 3, secret
### END HIDDEN TESTS
"""
INDEPENDENT = """\
from threading import Thread
from threadlab import every_schedule


@every_schedule
def nothing_is_lost():
    threads = [Thread(target=add, args=(amount,)) for amount in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 3
"""


def test_cell(exercise, behaviour, text):
    grade_id = f"{exercise}--{behaviour}"
    return Cell(grade_id, "code", text, grade_id, points=1, grade=True, locked=True)


def submission(name, answer):
    cells = [
        Cell("increment", "code", answer, "increment", solution=True),
        test_cell("increment", "visible", VISIBLE),
        test_cell("increment", "hidden", HIDDEN),
        Cell("add", "code", RIGHT, "add", solution=True),
        test_cell("add", "visible", INDEPENDENT),
    ]
    return Submission(name, {"cells": [cell.to_json() for cell in cells]})


test_cell.__test__ = False


def head(text, word):
    return next((line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"# {word}: ")), "")


@pytest.fixture(scope="module")
def pool(any_sandbox):
    """A function that lends a pool; that each sandbox contains is shown with raw Python."""
    pools = {}

    def lend(seconds):
        if seconds not in pools:
            limits = Limits(cpu_seconds=seconds, wall_seconds=PATIENCE, memory_bytes=512 << 20)
            pools[seconds] = Pool(any_sandbox, jobs=1, limits=limits)
        return pools[seconds]

    yield lend
    for lent in pools.values():
        lent.close()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_answer_gains_nothing_and_costs_nobody_else(name, pool):
    text = CASES[name]
    outcome = pool(int(head(text, "cpu") or 60)).start(submission(name, f"{WRONG}\n\n{text}")).result()
    expected = head(text, "verdict").split(" or ")
    assert not outcome.fault, outcome.detail
    if outcome.report is None:
        assert outcome.reason in expected
        return
    assert SECRET not in repr(outcome.report)
    assert "root:" not in repr(outcome.report)
    visible, hidden, independent = NotebookReport.from_json(outcome.report).checks
    assert visible.verdict in expected
    assert hidden.verdict in expected
    assert independent.verdict == "holds"


def test_the_answer_behind_them_is_judged_on_its_merits(pool):
    """Without the trick it fails, and mended it holds: the cases are about the tricks."""
    mended = WRONG.replace("counter = 0\n", "from threading import Lock\ncounter = 0\nlock = Lock()\n")
    mended = mended.replace(
        "        value = counter\n        counter = value + 1", "        with lock:\n            counter += 1"
    )
    outcomes = list(judge_all([submission("wrong", WRONG), submission("mended", mended)], pool(60)))
    verdicts = [[check.verdict for check in NotebookReport.from_json(outcome.report).checks] for outcome in outcomes]
    assert verdicts == [["fails", "fails", "holds"], ["holds", "holds", "holds"]]
