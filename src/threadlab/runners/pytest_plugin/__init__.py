"""The plug-in for pytest: a test with ``@every_schedule`` or ``@some_schedule``, or the mark, runs on every schedule.

On each schedule the test's own module, the modules beside it and the packages that ``threadlab_packages`` names are
imported afresh, and fixtures are made anew. Fixtures of pytest's own, such as ``tmp_path``, cannot be: such a test is
*undecided*, which is an outcome of its own, and fails the run as a failure does.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from threadlab.notebook.decorators import Options, check_of
from threadlab.runners.pytest_plugin.reports import NotDecidedError, NotRightError, complete, status
from threadlab.runners.pytest_plugin.test_program import CannotBeMadeAnewError, TestProgram
from threadlab.schedules.explore import explore
from threadlab.schedules.program import BadTest
from threadlab.story import Story, tell

MARKS = {"every_schedule": "every", "some_schedule": "some"}
_STORY = pytest.StashKey[Story]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    parser.addini("threadlab_packages", "packages and modules that belong to the program under test", "linelist")
    group = parser.getgroup("threadlab", "tests on every schedule")
    group.addoption("--schedules-budget", type=int, metavar="N", default=None, help="give up a test after N schedules")
    group.addoption("--schedules-replay", metavar="REPLAY", default="", help="run the one schedule that a story names")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for mark, words in (
        ("every_schedule", "the test must hold on every schedule of its threads"),
        ("some_schedule", "the test must hold on at least one schedule of its threads"),
    ):
        config.addinivalue_line("markers", f"{mark}(question, may_poll, may_leave_threads, replay): {words}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep pytest from making the fixtures of tests that make them on each schedule."""
    for item in items:
        if isinstance(item, pytest.Function) and _asked(item) is not None:
            item.setup = item.teardown = lambda: None  # type: ignore[method-assign]
            item.runtest = partial(item.ihook.pytest_pyfunc_call, pyfuncitem=item)  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a test on every schedule.

    Raises:
        NotRightError: some schedule breaks it.
        NotDecidedError: it could not be decided.
    """
    asked = _asked(pyfuncitem)
    if asked is None:
        return None
    want, options = asked
    config = pyfuncitem.config
    replay = config.getoption("--schedules-replay") or options.replay
    budget = config.getoption("--schedules-budget")
    try:
        program = TestProgram(pyfuncitem, config.getini("threadlab_packages"))
        result = explore(
            program.text,
            want=want,  # type: ignore[arg-type]
            may_poll=options.may_poll,
            may_leave_threads=options.may_leave_threads,
            replay=replay,
            modules=program.modules,
            **({} if budget is None else {"max_schedules": budget}),
        )
    except (CannotBeMadeAnewError, BadTest) as reason:
        raise NotDecidedError(f"undecided: {reason}") from None
    again = "" if result.failure is None else result.failure.replay
    told = replace(result, failure=None if result.failure is None else replace(result.failure, replay=""))
    story = tell(told, name=pyfuncitem.name, question=options.question, want=want)
    pyfuncitem.stash[_STORY] = story
    if result.verdict == "fails":
        how = f"\nRun this order again: pytest '{pyfuncitem.nodeid}' --schedules-replay={again}\n" if again else ""
        raise NotRightError(f"{story.text}{how}")
    if result.verdict == "undecided":
        raise NotDecidedError(story.text)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Put the story into the report."""
    report = yield
    if call.when == "call" and isinstance(item, pytest.Function) and _asked(item) is not None:
        error = None if call.excinfo is None else call.excinfo.value
        complete(report, error, item.stash.get(_STORY, None), item)
    return report


def pytest_report_teststatus(report: Any) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Give what is undecided an outcome of its own."""
    return status(report)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what is undecided, and why."""
    undecided = terminalreporter.stats.get("undecided", [])
    if undecided:
        terminalreporter.write_sep("=", "UNDECIDED")
        for report in undecided:
            terminalreporter.write_line(f"{report.nodeid}: {report.longrepr}")


def _asked(item: pytest.Function) -> tuple[str, Options] | None:
    """Return what a test asks for: by a decorator, or by a mark on it, its class or its module."""
    decorated = check_of(item.function)
    if decorated is not None:
        return decorated
    for mark, want in MARKS.items():
        found = item.get_closest_marker(mark)
        if found is not None:
            return want, Options(**found.kwargs)
    return None
