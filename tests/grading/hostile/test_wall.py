"""The second wall: a program that got round the language policy gains nothing by it.

The holes are stand-ins, see ``open_door``: nobody need know a real one for the wall to be tried.
"""

from pathlib import Path

import pytest

from tests.grading.hostile.test_cells import INDEPENDENT, RIGHT, VISIBLE, WRONG, test_cell
from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.base import SandboxedModule
from threadlab.grading.worker.protocol import Submission
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging.report import NotebookReport

HERE = Path(__file__).parent
REACHED = "judging it reached for what judges it"

BINDS = "import door\n\ndoor.bind('threadlab.notebook.judging.notebook', 'worst')"
IN_COPIES = "import door\n\nfor name in ('json', 'builtins', 'ast', 'functools'):\n    door.bind(name, 'len')"
REACHES = {
    "runs a text": "import door\n\ndoor.evaluate('1 + 1')",
    "looks through the memory": "import door\n\ndoor.look()",
    **{
        f"replaces {what}": f"import door\n\ndoor.replace({what!r})"
        for what in ("a name", "a method", "a method's code", "a default", "a built-in function")
    },
    "replaces what programs are given": "import door\n\ndoor.replace('what programs are given')",
}


def submission(answer, trick):
    cells = [
        Cell("increment", "code", f"{answer}\n\n{trick}", "increment", solution=True),
        test_cell("increment", "visible", VISIBLE),
        Cell("add", "code", RIGHT, "add", solution=True),
        test_cell("add", "visible", INDEPENDENT),
    ]
    return Submission("any", {"cells": [cell.to_json() for cell in cells]})


@pytest.fixture(scope="module")
def judged(sandbox):
    """A function that has an answer judged, with a door that is open."""
    pools = {}

    def judge(trick, *, answer=WRONG, judge="open_door"):
        if judge not in pools:
            folders = (HERE / "open_door", HERE / "open_door_without_wall")
            pools[judge] = Pool(sandbox, jobs=1, program=SandboxedModule(judge, folders))
        outcome = pools[judge].start(submission(answer, trick)).result()
        assert not outcome.fault, outcome.detail
        wanted, other = NotebookReport.from_json(outcome.report).checks
        assert other.verdict == "holds"
        return wanted

    yield judge
    for pool in pools.values():
        pool.close()


def test_a_name_in_a_loaded_module_is_not_one_that_judges(judged):
    check = judged(BINDS)
    assert check.verdict == "fails"
    assert "KeyError" in check.tests[0].message


def test_what_is_bound_in_another_module_binds_nothing_that_judges(judged):
    assert judged(IN_COPIES).verdict == "fails"
    assert judged("pass").verdict == "fails"


@pytest.mark.parametrize("name", REACHES)
def test_who_reaches_for_what_judges_is_left_to_a_person(judged, name):
    check = judged(REACHES[name])
    assert (check.verdict, check.tests[0].reason) == ("undecided", REACHED)


@pytest.mark.parametrize("trick", [BINDS, REACHES["replaces a name"], REACHES["replaces a method"]])
def test_without_the_wall_it_gains_the_points(judged, trick):
    assert judged(trick, judge="open_door_without_wall").verdict == "holds"


ORDINARY = """
from collections import namedtuple
from dataclasses import dataclass, field
from typing import NamedTuple

Point = namedtuple("Point", "x y", defaults=(0,))


class Named(NamedTuple):
    name: str = "any"


@dataclass(order=True, frozen=True, slots=True)
class Item:
    name: str
    of: list = field(default_factory=list)
    hidden: int = field(default=0, repr=False, kw_only=True)


import logging, traceback, warnings, sys, weakref, io
from collections import ChainMap, Counter, UserDict, UserList
from contextlib import ExitStack, redirect_stdout
from datetime import date, datetime
from functools import lru_cache, singledispatch
from types import SimpleNamespace

logging.getLogger("a.b").warning("seen %s", 1)
with ExitStack() as stack, redirect_stdout(io.StringIO()) as out, warnings.catch_warnings(record=True) as seen:
    stack.callback(print, "left")
    warnings.warn("old")
try:
    1 / 0
except ZeroDivisionError:
    assert sys.exc_info()[0] is ZeroDivisionError and "division" in traceback.format_exc()
assert ChainMap({"a": 1})["a"] == UserDict(a=1)["a"] == SimpleNamespace(a=1).a == UserList([1])[0] == len(seen)
assert Counter("ab") + Counter("a") == Counter("aab") and datetime.strptime("1", "%d").day == 1
assert singledispatch(lambda x: 5)(1) == 5 and weakref.ref(stack)() is stack and date.today().year >= 2023
assert Point(1).y == 0 and Named().name == "any" and Item("a") < Item("b") and Item("a").of == []
"""


def test_code_that_the_library_writes_for_a_program_is_no_reaching(judged):
    right = "from threading import Lock\ncounter = 0\nlock = Lock()\n\n\ndef increment(times):\n    global counter\n"
    right += "    for _ in range(times):\n        with lock:\n            counter += 1\n"
    assert judged(ORDINARY, answer=right).verdict == "holds"
