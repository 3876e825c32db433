"""What stands beside a test on every schedule, and what its runner alone needs, is in nobody's way."""

from __future__ import annotations

import pytest

from tests.anywhere.test_pytest_plugin import RACE, TEST, project, run
from threadlab import explore
from threadlab.notebook.project_tests.runner_words import without_runner_words
from threadlab.runners.pytest_plugin import judging

pytest_plugins = ["pytester"]
__all__ = ["judging", "project"]  # a fixture, and what must be there before any run inside of this process

RIGHT = RACE.replace("counter.add)", "counter.add_locked)")
BESIDE = {
    "a case of asyncio": """
import unittest
class Waiting(unittest.IsolatedAsyncioTestCase):
    async def test_wait(self):
        pass
""",
    "a skip that asks for the machine": """
import os, sys, unittest
@pytest.mark.skipif(
    sys.platform == "win32" or os.name == "ö",  # who knows
    reason="pipes",
)
def test_pipes():
    pass
@unittest.skipIf(os.name == "nt", "not there")
class Case(unittest.TestCase):
    pass
""",
    "a mark of the module": """
import sys
from pytest import mark as marks
pytestmark = [marks.skipif(sys.platform == "win32", reason="pipes"), marks.filterwarnings("ignore")]
""",
    "parameters of another test": """
import os
@pytest.mark.parametrize("path", [os.curdir, pytest.param(os.sep, marks=pytest.mark.skip(reason="no"))])
def test_path(path):
    pass
""",
}


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_test_does_not_make_it_undecided(project: pytest.Pytester, beside: str) -> None:
    right, wrong = run(project, beside + RIGHT).parseoutcomes(), run(project, beside + RACE).parseoutcomes()
    assert "failed" not in right
    assert "undecided" not in right | wrong
    assert wrong["failed"] == 1


def test_whoever_uses_what_stands_beside_is_undecided_and_hears_what_it_is(project: pytest.Pytester) -> None:
    case = BESIDE["a case of asyncio"] + "    @every_schedule\n    def test_it(self):\n        pass\n"
    case += (
        "class Plain(unittest.TestCase):\n    @every_schedule\n    def test_it(self):\n        self.skipTest('no')\n"
    )
    result = run(project, case)
    assert result.parseoutcomes()["undecided"] == 2
    said = result.stdout.str()
    assert "uses unittest.IsolatedAsyncioTestCase" in said
    assert "uses unittest.TestCase.skipTest" in said


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("threading.Lock", "threading.RLock"),
        ("queue.Queue", "queue.LifoQueue"),
        ("time.sleep", "threading.Event().wait"),
    ],
)
def test_where_other_threads_than_pythons_are_in_place_nothing_is_said(
    project: pytest.Pytester, name: str, other: str
) -> None:
    project.makeconftest(f"import queue, threading, time\n{name} = {other}\n")  # as gevent's patches do
    project.makepyfile(test_shop=TEST + RIGHT)
    result = project.runpytest_subprocess("-p", "no:cacheprovider")
    assert result.parseoutcomes()["undecided"] == 1
    assert f"undecided: {name} is no longer Python's own" in result.stdout.str()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@pytest.mark.skipif(a.b, reason='ö')\ndef f(): pass", "@pytest.mark.skipif(                )\ndef f(): pass"),
        ("x = pytest.mark.slow(function)", "x = pytest.mark.slow(function)"),
        ("@pytest.mark.slow(\n  'x'\n)\ndef f(): pass", "@pytest.mark.slow(\n     \n)\ndef f(): pass"),
        ("import unittest as u\n@u.skip('x')\ndef f(): pass", "import unittest as u\n@u.skip(   )\ndef f(): pass"),
        ("def f():\n    pytest.skip('x')", "def f():\n    pytest.skip('x')"),
        ("@(pytest.mark.slow)('x')\ndef f(): pass", "@(pytest.mark.slow)('x')\ndef f(): pass"),
        ("pytest is broken (", "pytest is broken ("),
    ],
)
def test_blanks_take_the_place_of_what_a_runner_is_told(text: str, told: str) -> None:
    left = without_runner_words(text)
    assert "".join(left.split()) == "".join(told.split())
    assert [len(line.encode()) for line in left.split("\n")] == [len(line.encode()) for line in text.split("\n")]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("", "holds"),
        ("assert seen == 1", "holds"),
        ("assert seen == 2", "fails"),
        ("assert Own is not CancelledError and Own is not Other", "holds"),
        ("raise CancelledError", "undecided"),
        ("raise Own", "undecided"),
        ("raise ValueError from Own", "undecided"),
        ("raise ValueError", "fails"),
        ("Own()", "undecided"),
        ("Own.name", "undecided"),
        ("match 3:\n        case Own():\n            pass", "undecided"),
        ("match 3:\n        case str():\n            pass", "holds"),
        ("try:\n        1 / 0\n    except Own:\n        pass", "undecided"),
        ("isinstance(3, Own)", "undecided"),
    ],
)
def test_a_class_of_what_is_not_modelled_may_be_there(body: str, verdict: str) -> None:
    source = "from asyncio import CancelledError\nseen = 0\ndef see():\n    global seen\n    seen += 1\n"
    source += "class Own(CancelledError):\n    see()\n    name = 1\nclass Other(CancelledError):\n    pass\n"
    assert explore(f"def it():\n    {body or 'pass'}\n", source).verdict == verdict
    assert explore("def it():\n    go()\n", f"{source}def go():\n    {body or 'pass'}\n").verdict == verdict


def test_a_class_of_two_bases_of_which_one_is_modelled_is_undecided() -> None:
    source = "from asyncio import CancelledError\nclass Own(CancelledError, dict):\n    pass\n"
    assert explore("def it():\n    pass\n", source).reason == "uses asyncio"


def test_the_nearest_mark_counts(project: pytest.Pytester) -> None:
    lost = "def test_lost():\n    counter = Counter()\n    twice(counter.add)\n    assert counter.value == 1\n"
    for module, function, outcome in (
        ("every", "some", {"passed": 1}),
        ("some", "every", {"failed": 1}),
        ("every", "every", {"failed": 1}),
    ):
        tests = f"pytestmark = pytest.mark.{module}_schedule\n@pytest.mark.{function}_schedule\n{lost}"
        assert run(project, tests).parseoutcomes() == outcome
    result = run(project, f"@pytest.mark.every_schedule\n@pytest.mark.some_schedule\n{lost}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "every_schedule and some_schedule contradict each other" in result.stderr.str()


def test_a_module_that_does_not_parse_is_said_with_its_line(project: pytest.Pytester) -> None:
    (project.path / "shop" / "late.py").write_text("\ndef f(:\n")
    result = run(project, "@every_schedule\ndef test_it():\n    from shop.late import f\n    f()\n")
    assert "SyntaxError: invalid syntax (shop.late, line 2)" in result.stdout.str()


def test_what_is_changed_is_named_down_to_its_item(project: pytest.Pytester) -> None:
    (project.path / "shop" / "cache.py").write_text(
        "class Account:\n    pass\n\nkept = {}\n\ndef get(key):\n    if key not in kept:\n"
        "        kept[key] = Account()\n    return kept[key]\n"
    )
    tests = "from shop.cache import get\n@every_schedule\ndef test_it():\n    got = []\n"
    tests += "    twice(lambda: got.append(get('a')))\n    assert got[0] is got[1]\n"
    assert "changes kept[key] to an Account." in " ".join(run(project, tests).stdout.str().split())
