"""The plug-in for pytest: a test with ``@every_schedule`` or its like, or the mark, runs on its schedules.

On each schedule the test's own module, the modules beside it and the packages that ``threadlab_packages`` names are
imported afresh, and fixtures are made anew. Fixtures of pytest's own, such as ``tmp_path``, cannot be: such a test is
*undecided*, which is an outcome of its own, and fails the run as a failure does.
"""

from __future__ import annotations

import argparse
from collections.abc import Generator
from dataclasses import fields
from functools import partial
from typing import Any

import pytest

from threadlab.notebook.decorators import DecoratorOptions, check_of
from threadlab.runners.pytest_plugin import python_threads  # noqa: F401 - which looks before anything is replaced
from threadlab.runners.pytest_plugin.reports import STORY, complete, status

MARKS = {"every_schedule": "every", "some_schedule": "some", "one_schedule": "one"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    parser.addini("threadlab_packages", "packages and modules that belong to the program under test", "args")
    group = parser.getgroup("threadlab", "tests on every schedule")
    group.addoption(
        "--schedules-budget", type=_count, metavar="N", default=None, help="give up a test after N schedules"
    )
    group.addoption("--schedules-replay", metavar="REPLAY", default="", help="run the one schedule that a story names")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number of schedules from 1 on is needed, not {text!r}")
    return int(text)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known."""
    for mark, words in (
        ("every_schedule", "the test must hold on every schedule of its threads"),
        ("some_schedule", "the test must hold on at least one schedule of its threads"),
        ("one_schedule", "the test must hold on the schedule on which each thread goes on until it has to wait"),
    ):
        config.addinivalue_line("markers", f"{mark}(question, may_poll, may_leave_threads, replay): {words}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep pytest from making the fixtures of tests that make them on each schedule.

    Raises:
        pytest.UsageError: such a test is there, and ``threadlab_packages`` names what is not.
    """
    asking = [item for item in items if isinstance(item, pytest.Function) and _asked(item) is not None]
    for item in asking:
        _do_as_unittest_says(item)
        item.setup = item.teardown = lambda: None  # type: ignore[method-assign]
        item.runtest = partial(item.ihook.pytest_pyfunc_call, pyfuncitem=item)  # type: ignore[method-assign]
    if not asking:
        return
    from threadlab.notebook.project_tests.module_texts import is_there  # it brings the engine

    for name in _packages(config):
        if not is_there(name):
            raise pytest.UsageError(f"threadlab_packages names {name}, and there is no such module: is it misspelt?")


def _packages(config: pytest.Config) -> list[str]:
    """Return what ``threadlab_packages`` names, with blanks, commas or lines between the names."""
    return [name for each in config.getini("threadlab_packages") for name in str(each).replace(",", " ").split()]


def _do_as_unittest_says(item: pytest.Function) -> None:
    """Skip what unittest's decorators skip, and expect the failures that they expect: unittest itself is not asked."""
    for thing in (item.function, item.cls):
        if getattr(thing, "__unittest_skip__", False):
            item.add_marker(pytest.mark.skip(reason=getattr(thing, "__unittest_skip_why__", "")))
        if getattr(thing, "__unittest_expecting_failure__", False):
            item.add_marker(pytest.mark.xfail(strict=True))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Judge a test on every schedule; raises what ``judge`` does."""
    asked = _asked(pyfuncitem)
    if asked is None:
        return None
    from threadlab.runners.pytest_plugin.judging import (
        judge_item,
    )  # the engine, which runs without such tests never need

    judge_item(pyfuncitem, *asked, _packages(pyfuncitem.config))
    return True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Put the story into the report."""
    report = yield
    if call.when == "call" and isinstance(item, pytest.Function) and _asked(item) is not None:
        error = None if call.excinfo is None else call.excinfo.value
        complete(report, error, item.stash.get(STORY, None), item)
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


def _asked(item: pytest.Function) -> tuple[str, DecoratorOptions] | None:
    """Return what a test asks for: by a decorator, or by a mark on it, its class or its module."""
    decorated = check_of(item.function)
    if decorated is not None:
        return decorated
    found = [mark for mark in item.iter_markers() if mark.name in MARKS]  # the nearest first
    if not found:
        return None
    beside = {mark.name for mark in item.own_markers} & MARKS.keys()
    if len(beside) > 1:
        raise pytest.UsageError(f"{item.nodeid}: {' and '.join(sorted(beside))} contradict each other; take one out")
    return MARKS[found[0].name], _options(item, found[0])


def _options(item: pytest.Function, mark: pytest.Mark) -> DecoratorOptions:
    """Read what a mark was told, as the decorators do.

    Raises:
        pytest.UsageError: it was told what means nothing.
    """
    known = {each.name: type(each.default) for each in fields(DecoratorOptions)}
    if mark.args:
        raise pytest.UsageError(f"{item.nodeid}: the mark {mark.name} takes its options by name: {', '.join(known)}")
    for name, value in mark.kwargs.items():
        if type(value) is not known.get(name):
            wanted = (
                f"must be a {known[name].__name__}" if name in known else f"means nothing; there are {', '.join(known)}"
            )
            raise pytest.UsageError(f"{item.nodeid}: the mark {mark.name}: {name}={value!r} {wanted}")
    return DecoratorOptions(**mark.kwargs)
