"""What a worker does with a submission: run its notebook and report. See ``keeper.Judge``."""

from __future__ import annotations

from time import strptime
from typing import Any

from threadlab.grading.worker.check_by_check import CHECKS, ORDINARY, PLAN
from threadlab.grading.worker.protocol import JSON
from threadlab.grading.worker.wall import Wall
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging import notebook
from threadlab.notebook.judging.notebook import judge_checks, judge_tests, run_notebook, run_ordinary_cells
from threadlab.notebook.judging.plan import plan
from threadlab.notebook.judging.report import NotebookReport
from threadlab.schedules.library.absent import inner_modules
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.library.standard import ALLOWED, public
from threadlab.schedules.library.texts import load_all

# What an answer may name in ``encode`` and ``decode``; Python imports each when it is first used.
_ENCODINGS = (
    "utf-8",
    "ascii",
    "latin-1",
    "cp1252",
    "utf-16",
    "utf-32",
    "idna",
    "punycode",
    "unicode-escape",
    "raw-unicode-escape",
)

# One check that holds and one that fails, with a story: together they use every part of the package once.
_ANSWER = """\
from threading import Lock, Thread

counter = 0
lock = Lock()


def increment(times):
    global counter
    for _ in range(times):
        counter += 1


print("ready")
"""
_CHECK = """\
from threading import Thread
from threadlab import every_schedule, some_schedule


@{decorator}
def nothing_is_lost():
    threads = [Thread(target=increment, args=(1,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == 2
"""
_REHEARSAL = [
    Cell("answer", "code", _ANSWER, "increment", solution=True),
    *(
        Cell(
            decorator, "code", _CHECK.format(decorator=decorator), f"increment--{decorator}", 1, grade=True, locked=True
        )
        for decorator in ("every_schedule", "some_schedule")
    ),
]


def prepare() -> None:
    """Import all that a program may import and judging needs, and rehearse: no worker can open a file."""
    for name in ALLOWED:
        public(name)
        inner_modules(name)
    load_all()
    strptime("1", "%H")  # which imports when it is first called
    for encoding in _ENCODINGS:
        "".encode(encoding)
    run_notebook(_REHEARSAL)


def wall() -> Wall:
    """Raise the wall around all that is imported here, and around what is handed out to programs."""
    handed_out = [vars(module) for module in controlled_modules().values()]
    return Wall([*handed_out, *map(public, ALLOWED)])


def learn(request: Any) -> None:
    """Compile the cells of a notebook as it was handed out, given as in ``judge``."""
    notebook.compile_ahead([Cell.from_json(cell) for cell in request["cells"]])


def judge(request: Any) -> JSON:
    """Run a notebook, given as ``{"cells": [...]}``, and give its report: on ``"only"`` a part, if one is named.

    A part is the ordinary cells, all checks, one check, or some tests of some checks; or what there is to judge, of
    which nothing is run.
    """
    cells = [Cell.from_json(cell) for cell in request["cells"]]
    only = request.get("only")
    if only == PLAN:
        return plan(cells)
    if isinstance(only, dict):
        return NotebookReport(checks=tuple(judge_tests(cells, only))).to_json()
    if only is None:
        return run_notebook(cells).to_json()
    if only == ORDINARY:
        return NotebookReport(run_ordinary_cells(cells)).to_json()
    return NotebookReport(checks=tuple(judge_checks(cells, only="" if only == CHECKS else only))).to_json()
