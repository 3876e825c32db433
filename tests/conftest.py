"""A small course for tests of building and grading."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small_course import SOURCE, Here, SmallCourse

# Where tests run in the background, interrupts are ignored, and would be by whatever a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples every time, and no judgement on how busy the machine is.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

REPOSITORY = Path(__file__).parent.parent


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
