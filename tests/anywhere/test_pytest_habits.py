"""What people write with pytest and unittest, on every schedule: fixtures, classes, marks, and what cannot be taken."""

from __future__ import annotations

import itertools
import re
import runpy
import subprocess
import sys
from collections import deque
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.anywhere.test_pytest_plugin import RACE, TEST, project, run
from tests.patience import PATIENCE
from threadlab.notebook.project_tests import module_texts
from threadlab.runners.pytest_plugin import judging  # before any run inside of this process: it is not imported anew

pytest_plugins = ["pytester"]
__all__ = ["project"]  # a fixture


HABITS = {
    "autouse": """
state = []

@pytest.fixture(autouse=True)
def reset():
    state.append(1)
    yield
    state.clear()

@every_schedule
def test_it():
    assert state == [1]
""",
    "usefixtures": """
state = []

@pytest.fixture
def used():
    state.append(1)

@pytest.mark.usefixtures("used")
@every_schedule
def test_it():
    assert state == [1]
""",
    "functions of a module": """
def setup_module():
    global ready
    ready = [1]

def setup_function(function):
    ready.append(2)

@every_schedule
def test_it():
    assert ready == [1, 2]
""",
    "methods of a class": """
class TestIt:
    @classmethod
    def setup_class(cls):
        cls.x = 1

    def setup_method(self, method):
        self.y = 2

    @every_schedule
    def test_it(self):
        assert (self.x, self.y) == (1, 2)
""",
    "fixtures of a class": """
@pytest.fixture(scope="module")
def first():
    return []

class TestIt:
    def setup_method(self):
        self.made = ["setup"]

    @pytest.fixture(autouse=True)
    def second(self, first):
        self.made.append("second")
        first.append(self)
        yield
        self.made.clear()

    @pytest.fixture
    def third(self):
        self.made.append("third")
        return 3

    @every_schedule
    def test_it(self, third, first):
        assert (self.made, third, first) == (["setup", "second", "third"], 3, [self])
""",
    "approx": """
@every_schedule
def test_it():
    assert [0.1 + 0.2, 5] == pytest.approx([0.3, 5])
""",
    "a class in a class": """
class TestOuter:
    class TestInner:
        @every_schedule
        def test_it(self):
            assert True
""",
    "a static method": """
class TestIt:
    @staticmethod
    @every_schedule
    def test_it():
        assert True
""",
    "parameters": """
@pytest.mark.parametrize("a", [pytest.param(1, id="one")])
@pytest.mark.parametrize("b", [(1, "x")])
@every_schedule
def test_it(a, b):
    assert (a, b) == (1, (1, "x"))
""",
    "an async function that nobody calls": """
async def never_called():
    async with pytest:
        pass

@every_schedule
def test_it():
    assert True
""",
}


@pytest.mark.parametrize("tests", HABITS.values(), ids=HABITS)
def test_what_pytest_does_for_a_test_is_done_on_each_schedule(project: pytest.Pytester, tests: str) -> None:
    run(project, tests).assert_outcomes(passed=1)
    assert run(project, tests.replace("assert ", "assert not ")).parseoutcomes() == {"failed": 1}


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("@every_schedule\nasync def test_it():\n    assert False\n", "async test is not modelled"),
        ("@every_schedule\ndef test_it():\n    yield 1\n    assert False\n", "the test yields, so nothing of it"),
        (("import unittest\nclass C(unittest.TestCase):\n    @every_schedule\n    def test_it(self):\n"
         "        yield 1\n        self.fail()\n"), "the test yields, so nothing of it is run"),
        ("@every_schedule\ndef test_it():\n    if True:\n        return Counter().value == 1\n", "is assert meant?"),
        (("import unittest\nclass C(unittest.TestCase):\n    @every_schedule\n    def test_it(self):\n"
         "        return 1 == 2\n"), "the test returns a value, which nobody looks at"),
        ("@every_schedule\ndef test_it(capfd):\n    pass\n", "threadlab's printed() gives the lines"),
        ("@pytest.mark.usefixtures('tmp_path')\n@every_schedule\ndef test_it():\n    pass\n", "the fixture tmp_path"),
        ("@pytest.fixture\ndef par(request):\n    return request.node\n@every_schedule\ndef test_it(par):\n    pass\n",
         "uses request.node"),
        (("class TestIt:\n    @pytest.fixture(scope='class')\n    def one(self):\n        return 1\n"
         "    @every_schedule\n    def test_it(self, one):\n        pass\n"), "a class, for all of the class"),
        ("@every_schedule\ndef test_it():\n    pytest.skip('no')\n", "uses pytest.skip"),
        (("import unittest\nclass C(unittest.TestCase):\n    @every_schedule\n    def test_it(self):\n"
         "        with self.assertLogs():\n            pass\n"), "uses unittest"),
        ("@pytest.mark.xfail\n@every_schedule\ndef test_it(tmp_path):\n    pass\n", "the fixture tmp_path"),
    ],
    ids=["async", "yield", "yield of a case", "return", "return of a case", "capfd", "usefixtures", "request",
         "for a class", "skip", "assertLogs", "xfail"],
)  # fmt: skip
def test_what_cannot_be_taken_is_undecided_and_says_what_to_do(project: pytest.Pytester, tests: str, said: str) -> None:
    result = run(project, tests)
    assert result.parseoutcomes() == {"undecided": 1}
    assert said in " ".join(result.stdout.str().split())
    assert result.ret == pytest.ExitCode.TESTS_FAILED


NUMBERS = [
    *(0, 1, -1, True, False, 0.1 + 0.2, 0.3, 1e-13, 1_000_000, 1_000_000.5, 1_000_002, 1j, 1j + 1e-9),
    *(
        Fraction(1, 3),
        1 / 3,
        Decimal("0.3"),
        Decimal("0.3000001"),
        Decimal(1),
        float("inf"),
        -float("inf"),
        float("nan"),
    ),
    *(None, "a", "b", [], [0.3], (0.3,), [0.1 + 0.2], [0.3, None], {"a": 0.3}, {"a": 0.1 + 0.2}, {"b": 0.3}, {1: "a"}),
    *({1}, {0.3}, deque([0.3]), range(1, 2), [[0.3]], {1: {}}),
]
TOLERANCES: list[dict[str, Any]] = [
    {},
    {"rel": 1e-3},
    {"abs": 1},
    {"rel": 0.5, "abs": 0.1},
    {"abs": 0},
    {"nan_ok": True},
]


@pytest.mark.filterwarnings("ignore:.*cannot be represented exactly as a Decimal")
def test_what_is_near_is_what_pytest_says_is_near() -> None:
    standin = runpy.run_path(str(module_texts._STANDINS / "pytest.py"))["approx"]
    near = 0
    for options in TOLERANCES:
        for expected, actual in itertools.product(NUMBERS, NUMBERS):
            assert _says(standin, expected, actual, options) == _says(pytest.approx, expected, actual, options)
            near += _says(standin, expected, actual, options) == "True"
    assert near > 400


def _says(approx: Any, expected: Any, actual: Any, options: dict[str, Any]) -> str:
    try:
        return str(actual == approx(expected, **options))
    except (TypeError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize("options", [{"rel": -1}, {"abs": -1}, {"rel": float("nan")}, {"abs": float("nan")}])
def test_no_tolerance_is_negative_or_no_number(options: dict[str, float]) -> None:
    standin = runpy.run_path(str(module_texts._STANDINS / "pytest.py"))["approx"]
    assert _says(standin, 1.0, 2.0, options) == _says(pytest.approx, 1.0, 2.0, options) == "ValueError"


def test_what_was_expected_is_shown_with_its_tolerance(project: pytest.Pytester) -> None:
    test = "@every_schedule\ndef test_it():\n    assert 0.5 == pytest.approx(0.3)\n"
    said = " ".join(run(project, test).stdout.str().split())
    assert "expected 0.3 ± 3.0e-07, got 0.5" in said
    said = " ".join(run(project, test.replace("0.3", "[0.3, None]")).stdout.str().split())
    assert "expected approx([0.3 ± 3.0e-07, None]), got 0.5" in said


def test_a_skipped_test_is_skipped_and_an_expected_failure_is_one(project: pytest.Pytester) -> None:
    tests = "@pytest.mark.skip\n@every_schedule\ndef test_a():\n    assert False\n"
    tests += "@pytest.mark.xfail(strict=True)\n@every_schedule\ndef test_b():\n    assert False\n"
    run(project, tests).assert_outcomes(skipped=1, xfailed=1)


def test_unittests_own_skips_and_expected_failures_are_kept(project: pytest.Pytester) -> None:
    fails = "    @every_schedule\n    def test_{0}(self):\n        self.fail()\n"
    tests = "import unittest\nclass A(unittest.TestCase):\n"
    tests += f"    @unittest.skip('why')\n{fails.format('a')}    @unittest.skipIf(True, 'why')\n{fails.format('b')}"
    tests += f"    @unittest.skipIf(False, 'no')\n    @unittest.expectedFailure\n{fails.format('c')}"
    tests += "    @unittest.expectedFailure\n    @every_schedule\n    def test_d(self):\n        pass\n"
    tests += f"@unittest.skip('why')\nclass B(unittest.TestCase):\n{fails.format('e')}"
    run(project, tests).assert_outcomes(skipped=3, xfailed=1, failed=1)


def test_a_class_is_no_check_and_its_tests_are_not_lost(project: pytest.Pytester) -> None:
    result = run(project, "@every_schedule\nclass TestA:\n    def test_a(self):\n        assert False\n")
    assert "decorate the methods of TestA that are checks, one by one" in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("nonsense=1", "nonsense=1 means nothing"),
        ("question=3", "must be a str"),
        ("'why?'", "takes its options by name"),
    ],
)
def test_a_mark_that_is_not_written_as_it_must_be_is_refused(project: pytest.Pytester, mark: str, said: str) -> None:
    result = run(project, f"@pytest.mark.every_schedule({mark})\ndef test_it():\n    pass\n")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


def test_a_replay_proves_nothing_and_one_that_does_not_fit_is_told(project: pytest.Pytester) -> None:
    right = RACE.replace("counter.add)", "counter.add_locked)")
    for replay, said in (("nonsense", "does not fit this test"), ("main1A1", "")):
        result = run(project, right, "--schedules-replay", replay)
        assert result.parseoutcomes() == {"undecided": 1}
        assert said in result.stdout.str()


@pytest.mark.parametrize("budget", ["0", "-3", "many"])
def test_a_budget_is_a_number_from_one_on(project: pytest.Pytester, budget: str) -> None:
    result = run(project, RACE, f"--schedules-budget={budget}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "a whole number of schedules from 1 on is needed" in result.stderr.str()


def test_an_undecided_test_ends_the_run_if_the_first_failure_should(project: pytest.Pytester) -> None:
    tests = "@every_schedule\ndef test_a(tmp_path):\n    pass\n" + RACE
    assert run(project, tests, "-x").parseoutcomes() == {"undecided": 1}


def test_an_installed_library_is_run_on_every_schedule_with_its_relative_imports(
    project: pytest.Pytester, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path_factory.mktemp("installed")
    (library / "boxes" / "parts").mkdir(parents=True)
    (library / "boxes" / "__init__.py").write_text("from .parts.box import Box\n")
    (library / "boxes" / "parts" / "__init__.py").write_text("")
    (library / "boxes" / "parts" / "box.py").write_text(
        "from .. import __name__ as home\nfrom .start import start\n\nclass Box:\n    def __init__(self):\n"
        "        self.n = start()\n    def add(self):\n        self.n += 1\n"
    )
    (library / "boxes" / "parts" / "start.py").write_text("def start():\n    return 0\n")
    monkeypatch.syspath_prepend(library)
    tests = "from boxes import Box\n@every_schedule\ndef test_it():\n    box = Box()\n"
    tests += "    twice(box.add)\n    assert box.n == 2\n"
    project.makeini("[pytest]\nthreadlab_packages =\n    shop\n    boxes\n")
    result = run(project, tests)
    result.assert_outcomes(failed=1)
    assert "boxes.parts.box" in result.stdout.str()
    project.makeini("[pytest]\nthreadlab_packages =\n    shop\n")
    assert run(project, tests).parseoutcomes() == {"undecided": 1}


def test_a_package_that_is_not_there_is_said_at_once(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nthreadlab_packages =\n    shopp\n")
    result = run(project, RACE)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "threadlab_packages names shopp, and there is no such module" in result.stderr.str()
    assert run(project, "def test_plain():\n    pass\n").ret == pytest.ExitCode.OK


def test_a_package_that_is_not_named_is_said_to_be_that(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\n")
    result = run(project, RACE)
    assert result.parseoutcomes() == {"undecided": 1}
    result.stdout.fnmatch_lines(
        ["*uses shop (test_*, line *); if shop belongs to what is under test, name it in threadlab_packages"]
    )
    assert (
        "threadlab_packages"
        not in run(project, "@every_schedule\ndef test_it():\n    import os\n    os.getpid()\n").stdout.str()
    )


CASE = "import unittest\nclass C(unittest.TestCase):\n    @every_schedule\n    def test_it(self):\n        "


@pytest.mark.parametrize(
    ("tests", "line"),
    [
        (
            "@every_schedule\ndef test_it():\n    with pytest.raises(KeyError):\n        Counter()\n",
            "with pytest.raises",
        ),
        ("@every_schedule\ndef test_it():\n    pytest.fail('no')\n", "pytest.fail('no')"),
        (f"{CASE}self.assertEqual(Counter().value, 2)\n", "self.assertEqual(Counter().value, 2)"),
        (f"{CASE}with self.assertRaises(KeyError):\n            Counter()\n", "with self.assertRaises"),
    ],
    ids=["raises", "fail", "assertEqual", "assertRaises"],
)
def test_a_story_shows_lines_of_the_projects_own_files(project: pytest.Pytester, tests: str, line: str) -> None:
    result = run(project, tests)
    result.assert_outcomes(failed=1)
    story = result.stdout.str()
    assert re.search(rf"In the end, line \d+( of test_shop)?: {re.escape(line)}", story)
    for foreign in ("of pytest", "of unittest", "self.expected", "_cleanups"):
        assert foreign not in story


def test_pytest_html_shows_the_picture(project: pytest.Pytester) -> None:
    project.makepyfile(test_shop=TEST + RACE)
    result = project.runpytest_subprocess("-p", "no:cacheprovider", "--html=report.html", "--self-contained-html")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    page = (project.path / "report.html").read_text(encoding="utf-8")
    assert "data:image/svg+xml;base64," in page
    assert "An update is lost" in page


def test_each_text_is_compiled_once_for_all_tests_and_schedules(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a run costs besides ``explore`` is this: counts, for no clock is the same twice."""
    from threadlab.notebook.project_tests import module_texts
    from threadlab.schedules import program_modules

    program_modules._compiled.cache_clear()
    read: list[str] = []
    real = module_texts._read
    monkeypatch.setattr(module_texts, "_read", lambda name, *rest: (read.append(name), real(name, *rest))[1])
    runs: list[int] = []
    explore = judging.explore

    def counted(*arguments: object, **options: object) -> object:
        result = explore(*arguments, **options)  # type: ignore[arg-type]
        runs.append(result.schedules)
        return result

    monkeypatch.setattr(judging, "explore", counted)
    right = RACE.replace("counter.add)", "counter.add_locked)")
    tests = right + right.replace("test_adds", "test_again") + right.replace("test_adds", "test_once_more")
    run(project, tests).assert_outcomes(passed=3)
    assert runs == [2, 2, 2]  # as many schedules as ``explore`` runs for the same program
    assert program_modules._compiled.cache_info().misses == 4  # pytest's stand-in, the test's file, shop, shop.counter
    assert len(read) == 3 * 4  # once for each test, not for each schedule


def test_a_run_without_such_a_test_does_not_import_the_engine(project: pytest.Pytester) -> None:
    test = "import sys\ndef test_it():\n    names = ' '.join(sys.modules)\n    assert 'threadlab.runners' in names\n"
    project.makepyfile(f"{test}    assert 'threadlab.schedules' not in names and 'threadlab.story' not in names\n")
    project.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


CASE = """
import unittest
from threading import Thread
from threadlab import every_schedule
from shop.counter import Counter

class Case(unittest.TestCase):
    threadlab_packages = ["shop"]

    def setUp(self):
        self.counter = Counter()
        self.over = []
        self.addCleanup(self.over.append, 1)

    @every_schedule
    def test_adds(self):
        threads = [Thread(target=self.counter.ADD) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with self.subTest("value"):
            self.assertEqual(self.counter.value, 2)
        with self.assertRaisesRegex(ValueError, "invalid"):
            int("x")
        self.assertAlmostEqual(0.1 + 0.2, 0.3)

    @unittest.skip("not now")
    def test_skipped(self):
        self.fail()

    def test_plain(self):
        self.assertIsNotNone(self.counter)

if __name__ == "__main__":
    unittest.main()
"""


@pytest.mark.parametrize("how", [["-m", "unittest", "test_case"], ["test_case.py"]], ids=["unittest", "script"])
@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("ADD", "add_locked"), 0, "OK (skipped=1)"),
        (("ADD", "add"), 1, "An update is lost"),
        (("self.counter.ADD", "open"), 1, "opens a file"),
    ],
    ids=["right", "wrong", "undecided"],
)
def test_cases_run_under_unittest_alone(
    project: pytest.Pytester, how: list[str], change: tuple[str, str], code: int, said: str
) -> None:
    (project.path / "test_case.py").write_text(CASE.replace(*change))
    ran = subprocess.run(
        [sys.executable, *how], cwd=project.path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ran.returncode == code, ran.stderr
    assert said in " ".join(ran.stderr.split())
    wanted = {"right": "OK", "wrong": "FAILED (failures=1", "undecided": "FAILED (errors=1"}
    assert any(words in ran.stderr for name, words in wanted.items())
    assert ("failures=1" in ran.stderr) == (said == "An update is lost")
    assert ("errors=1" in ran.stderr) == (said == "opens a file")


def test_the_stand_in_for_a_case_has_every_assertion_or_refuses_it() -> None:
    """No method of the real one is missing in a way that would count as the program's own mistake."""
    import unittest

    from threadlab.notebook.project_tests import standins
    from threadlab.notebook.project_tests.standins import unittest as standin

    assert standins.__doc__
    for name in dir(unittest.TestCase):
        if not name.startswith("_"):
            refused = name in standin._ELSEWHERE or name.startswith(("assert", "fail"))
            assert hasattr(standin.TestCase, name) or refused, name
    assert Path(standin.__file__).parent.name == "standins"


def test_parameters_may_be_classes_and_functions(project: pytest.Pytester) -> None:
    tests = """
class Careful(Counter):
    add = Counter.add_locked

@every_schedule
@pytest.mark.parametrize("kind", [Counter, Careful])
def test_kind(kind):
    counter = kind()
    twice(counter.add)
    assert counter.value == 2

@every_schedule
@pytest.mark.parametrize("made", [threading.Lock, threading.RLock, threading.Semaphore])
def test_made(made):
    counter, mine = Counter(), made()
    def add():
        with mine:
            counter.add()
    twice(add)
    assert counter.value == 2

@every_schedule
@pytest.mark.parametrize("call", [lambda: 1])
def test_nameless(call):
    assert call() == 1
"""
    result = run(project, "import threading\n" + tests)
    assert result.parseoutcomes() == {"passed": 4, "failed": 1, "undecided": 1}
    result.stdout.fnmatch_lines(["*the parameter call is <lambda>, which no module has by that name*"])
    result.stdout.fnmatch_lines(["FAILED *test_kind?Counter? - An update is lost*"])


def test_a_fixture_may_take_the_one_that_it_stands_in_for(project: pytest.Pytester) -> None:
    made = "import pytest\nfrom shop.counter import Counter\n@pytest.fixture\ndef counter():\n    yield Counter()\n"
    project.makeconftest(made)
    tests = """
@pytest.fixture
def counter(counter):
    counter.value = 5
    return counter

@every_schedule
def test_adds(counter):
    twice(counter.add)
    assert counter.value == 7

@every_schedule
def test_adds_locked(counter):
    twice(counter.add_locked)
    assert counter.value == 7
"""
    result = run(project, tests)
    assert result.parseoutcomes() == {"passed": 1, "failed": 1}
    result.stdout.fnmatch_lines(["FAILED *test_adds - An update is lost: expected 7, got 6"])


def test_who_takes_what_cannot_be_made_anew_is_said(project: pytest.Pytester) -> None:
    tests = """
@pytest.fixture
def file(tmp_path):
    return tmp_path / "file"

@every_schedule
def test_file(file):
    pass

@every_schedule
def test_request(request):
    pass
"""
    result = run(project, tests)
    assert result.parseoutcomes() == {"undecided": 2}
    result.stdout.fnmatch_lines(["*the fixture tmp_path is pytest's own*(the fixture file takes it)"])
    result.stdout.fnmatch_lines(["*the fixture request is for fixtures alone, with param and addfinalizer"])


def test_a_test_may_return_early_and_what_is_inside_of_it_may_return_a_value(project: pytest.Pytester) -> None:
    tests = """
@every_schedule
def test_it():
    def made():
        return Counter()
    class Own(Counter):
        def twice(self):
            return 2 * self.value
    counter = made()
    twice(counter.add_locked)
    if counter.value == 2 and Own().twice() == 0 and (lambda: True)():
        return None
    assert False
"""
    run(project, tests).assert_outcomes(passed=1)
