"""A window, and a small course that is served to its instructor and to a student."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.servers import Watched, environment_of, served
from tests.small_course import SOURCE, Here, SmallCourse, cell
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.instructor_lab import lab_environment, prepare_exchange
from threadlab.course.labs.student_lab import prepare_student, student_environment
from threadlab.course.release.build import build

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def window(browser: Browser) -> Iterator[Watched]:
    """A window in which nothing may go wrong."""
    watched = Watched(browser)
    yield watched
    watched.context.close()
    assert watched.errors == []
    assert watched.strangers == []


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """A course of one small exercise, built and not yet handed out, whose failing checks stop nothing."""
    course = SmallCourse(tmp_path_factory.mktemp("class") / "course")
    course.root.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", course.root)
    source = deepcopy(SOURCE)
    for check in ("add--keeps-all", "add--free-afterwards"):
        cell(source, check)["metadata"]["tags"] = ["raises-exception"]
    course.write_source(source)
    build(CourseFolder(course.root), executor=Here())
    return course


@pytest.fixture(scope="module")
def instructor(course: SmallCourse) -> Iterator[str]:
    """The address of the instructor's JupyterLab."""
    prepare_exchange(CourseFolder(course.root))
    with served(course.root, lab_environment(environment_of(course.root.parent / "instructor"))) as address:
        yield address


@pytest.fixture(scope="module")
def student(course: SmallCourse) -> Iterator[str]:
    """The address of a student's JupyterLab."""
    folder = prepare_student(CourseFolder(course.root), "student-01")
    with served(folder / "work", student_environment(folder)) as address:
        yield address
