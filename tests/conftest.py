"""A small course for tests of building and grading."""

from __future__ import annotations

import builtins
import os
import shutil
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import nbgrader.utils  # noqa: F401 - with it comes setuptools, which adds to sys.path when it is first imported (84.2.1)
import pytest
from hypothesis import HealthCheck, settings

from tests.small_course import SOURCE, Here, SmallCourse
from threadlab.notebook.cell_text.course_language import held

# Where tests run in the background, interrupts are ignored, and would be by whatever a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# As in `make test`: the first grading of a process adds what is not there, for good.
if str(Path(sys.executable).parent) not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]

# The same examples every time, and no judgement on how busy the machine is.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

REPOSITORY = Path(__file__).parent.parent
ABSENT = object()


@pytest.fixture(autouse=True)
def process_stays_as_it_is() -> Iterator[None]:
    """No test changes what the others of its process find: which these are is chance, where several run at once."""
    before = found_by_all()
    yield
    after = found_by_all()
    changed = sorted(name for name in before | after if before.get(name, ABSENT) != after.get(name, ABSENT))
    assert not changed, f"the test leaves behind: {', '.join(changed)}"


def found_by_all() -> dict[str, Any]:
    """Return what each test of a process finds there, by name."""
    own = {"PYTEST_CURRENT_TEST"}
    return {
        **{f"the environment's {name}": value for name, value in os.environ.items() if name not in own},
        **{f"the built-in name {name}": value for name, value in vars(builtins).items()},
        "the folder": os.getcwd(),
        "sys.path": list(sys.path),
        "the limit of calls": sys.getrecursionlimit(),
        "the version of Python that answers are held to": held(),
    }


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Make a report fit to be sent: pytest-xdist ends the whole run over one that quotes a name that is no UTF-8."""
    return _sendable((yield))


def _sendable(data: Any) -> Any:
    if isinstance(data, str):
        return data.encode(errors="backslashreplace").decode()
    if isinstance(data, dict):
        return {_sendable(key): _sendable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(map(_sendable, data))
    return data


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium: one for all tests, for there can be no second one beside it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("the browser tests must run here: install chromium")
        pytest.skip("install chromium")
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.servers import PATIENCE, launch

    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = launch(playwright, chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _built_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from threadlab.course.folder import CourseFolder
    from threadlab.course.release.build import build

    course = SmallCourse(tmp_path_factory.mktemp("built"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", course.root)
    course.write_source(SOURCE)
    build(CourseFolder(course.root), executor=Here())
    return course.root


@pytest.fixture
def small_course(_built_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCourse:
    """A copy of the small course, released, with no submission yet; the current folder is the course's."""
    root = tmp_path / "course"
    shutil.copytree(_built_course, root)
    monkeypatch.chdir(root)
    return SmallCourse(root)
