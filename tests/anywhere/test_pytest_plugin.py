"""The plug-in for pytest: tests of other people's code, run on every schedule by their own pytest."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

pytest_plugins = ["pytester"]

COUNTER = """
from threading import Lock

class Counter:
    def __init__(self):
        self.value = 0
        self._lock = Lock()

    def add(self):
        self.value += 1

    def add_locked(self):
        with self._lock:
            self.value += 1
"""
TEST = """
import pytest
from threading import Thread
from threadlab import every_schedule, some_schedule
from shop.counter import Counter

def twice(call):
    threads = [Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a package and a test file beside it."""
    pytester.makeini("[pytest]\nthreadlab_packages =\n    shop\n")
    package = pytester.mkpydir("shop")
    (package / "__init__.py").write_text("from .counter import Counter\n")
    (package / "counter.py").write_text(COUNTER)
    pytester.syspathinsert()
    return pytester


def run(project: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    project.makepyfile(test_shop=TEST + tests)
    return project.runpytest_inprocess("-p", "no:cacheprovider", *options)


RACE = """
@every_schedule
def test_adds():
    counter = Counter()
    twice(counter.add)
    assert counter.value == 2
"""


def test_a_race_in_a_package_fails_with_its_story(project: pytest.Pytester) -> None:
    result = run(project, RACE)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*An update is lost*expected 2, got 1*", "*--schedules-replay=*"])
    assert "shop.counter" in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_what_is_right_passes(project: pytest.Pytester) -> None:
    run(project, RACE.replace("counter.add)", "counter.add_locked)")).assert_outcomes(passed=1)


def test_marks_do_as_the_decorators_do_on_a_function_a_class_or_a_module(project: pytest.Pytester) -> None:
    body = RACE.partition("\n@every_schedule\n")[2]
    for mark in ("@pytest.mark.every_schedule\n", "pytestmark = pytest.mark.every_schedule\n"):
        run(project, mark + body).assert_outcomes(failed=1)
    inside = "@pytest.mark.every_schedule\nclass TestIt:\n    def test_adds(self):\n"
    inside += "        counter = Counter()\n        twice(counter.add)\n        assert counter.value == 2\n"
    run(project, inside).assert_outcomes(failed=1)


def test_some_schedule_asks_for_one_order(project: pytest.Pytester) -> None:
    tests = RACE.replace("every_schedule", "some_schedule") + RACE.replace("every_schedule", "some_schedule").replace(
        "test_adds", "test_loses"
    ).replace("== 2", "== 1")
    run(project, tests).assert_outcomes(passed=2)


def test_one_schedule_asks_for_the_one_without_a_needless_switch(project: pytest.Pytester) -> None:
    tests = RACE.replace("@every_schedule", "@pytest.mark.one_schedule")
    run(project, tests).assert_outcomes(passed=1)
    run(project, tests.replace("== 2", "== 1")).assert_outcomes(failed=1)


def test_a_test_without_decorator_or_mark_is_pytests_own(project: pytest.Pytester) -> None:
    run(project, "def test_plain(tmp_path):\n    assert tmp_path.exists()\n").assert_outcomes(passed=1)


FIXTURES = """
made = []

@pytest.fixture
def counter():
    made.append(1)
    return Counter()

@pytest.fixture
def used(counter):
    counter.value = 10
    yield counter
    assert counter.value == 12

@every_schedule
def test_adds(used, counter):
    assert len(made) == 1
    assert used is counter
    twice(used.ADD)
    assert used.value == 12
"""


def test_fixtures_are_made_anew_for_each_schedule_and_put_away_after_it(project: pytest.Pytester) -> None:
    run(project, FIXTURES.replace("ADD", "add_locked")).assert_outcomes(passed=1)
    run(project, FIXTURES.replace("ADD", "add")).assert_outcomes(failed=1)


def test_fixtures_of_conftest_are_found(project: pytest.Pytester) -> None:
    project.makeconftest(
        "import pytest\nfrom shop import Counter\n@pytest.fixture\ndef shared():\n    return Counter()\n"
    )
    tests = "@every_schedule\ndef test_adds(shared):\n    twice(shared.add_locked)\n    assert shared.value == 2\n"
    run(project, tests).assert_outcomes(passed=1)


def test_parameters_are_given(project: pytest.Pytester) -> None:
    tests = "@pytest.mark.parametrize('name, wanted', [('add', 2), ('add_locked', 2)])\n@every_schedule\n"
    tests += "def test_adds(name, wanted):\n    counter = Counter()\n    twice(getattr(counter, name))\n"
    tests += "    assert counter.value == wanted\n"
    run(project, tests).assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("@every_schedule\ndef test_it(tmp_path):\n    pass\n", "the fixture tmp_path is pytest's own"),
        (
            "@pytest.mark.parametrize('thing', [object()])\n@every_schedule\ndef test_it(thing):\n    pass\n",
            "no plain value",
        ),
        ("@every_schedule\ndef test_it():\n    import os\n    os.getpid()\n", "uses os (test_shop, line 15)"),
    ],
)
def test_what_it_cannot_take_is_undecided_and_never_passes(project: pytest.Pytester, tests: str, said: str) -> None:
    result = run(project, tests)
    assert result.parseoutcomes() == {"undecided": 1}
    assert said in result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_a_budget_that_is_spent_is_undecided(project: pytest.Pytester) -> None:
    right = RACE.replace("counter.add)", "counter.add_locked)")
    assert run(project, right, "--schedules-budget", "1").parseoutcomes() == {"undecided": 1}


def test_one_schedule_runs_again_by_its_replay(project: pytest.Pytester) -> None:
    story = run(project, RACE).stdout.str()
    replay = story.partition("--schedules-replay=")[2].split()[0]
    assert replay
    result = run(project, RACE, "--schedules-replay", replay)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*An update is lost*"])


def test_the_first_failure_ends_the_run_if_asked(project: pytest.Pytester) -> None:
    result = run(project, RACE + RACE.replace("test_adds", "test_again"), "-x")
    result.assert_outcomes(failed=1)


def test_workers_of_xdist_report_the_same(project: pytest.Pytester) -> None:
    tests = RACE + "@every_schedule\ndef test_undecided(tmp_path):\n    pass\n"
    result = run(project, tests, "-n", "1")
    assert result.parseoutcomes() == {"failed": 1, "undecided": 1}
    result.stdout.fnmatch_lines(["*An update is lost*"])


def test_the_xml_names_a_page_with_the_picture(project: pytest.Pytester) -> None:
    run(project, RACE, "--junitxml=report.xml")
    case = ElementTree.parse(project.path / "report.xml").find(".//testcase")
    assert case is not None
    [name] = [each.get("value") for each in case.iter("property") if each.get("name") == "attachment"]
    page = (project.path / str(name)).read_text(encoding="utf-8")
    assert "data:image/svg+xml" in page
    assert '<meta name="viewport"' in page
    assert "(prefers-color-scheme:dark){.threadlab-card{filter:" in page
    assert re.search(r"<code[^>]*>line \d+ of shop\.counter: self\.value \+= 1</code>", page)  # where it is narrow, too
    failure = case.find("failure")
    assert failure is not None
    assert "An update is lost" in str(failure.text)


def test_of_what_is_undecided_no_person_is_promised(project: pytest.Pytester) -> None:
    run(project, RACE.replace("    counter = Counter()", "    import os\n    os.getpid()"), "--junitxml=report.xml")
    [page] = project.path.glob("report/*.html")
    told = page.read_text(encoding="utf-8")
    assert "Not decided: uses os" in told
    assert "nothing was proved." in told
    assert "person" not in told


def test_cases_of_unittest_are_run_on_every_schedule(project: pytest.Pytester) -> None:
    case = """
import unittest

class Case(unittest.TestCase):
    def setUp(self):
        self.counter = Counter()

    @every_schedule
    def test_adds(self):
        twice(self.counter.ADD)
        self.assertEqual(self.counter.value, 2)
"""
    run(project, case.replace("ADD", "add_locked")).assert_outcomes(passed=1)
    run(project, case.replace("ADD", "add")).assert_outcomes(failed=1)


def test_help_names_the_options(project: pytest.Pytester) -> None:
    said = run(project, "", "--help").stdout.str()
    assert "--schedules-replay" in said
    assert "--schedules-budget" in said
    assert "threadlab_packages" in said
    assert "every_schedule" in run(project, "", "--markers").stdout.str()
