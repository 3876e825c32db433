"""The version of Python that answers are held to: set for a course, carried in its release, asked by all who judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook.kernel import Kernel, error
from tests.small_course import RIGHT, Here, SmallCourse, read_notebook
from threadlab.cli import main
from threadlab.course.exercises import find_exercise
from threadlab.course.folder import CourseFolder, find_course
from threadlab.course.release.build import build
from threadlab.course.safe_settings import require_safe_settings
from threadlab.notebook.cell_text import course_language
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.notebook.cell_text.course_language import held, hold_to
from threadlab.notebook.judging.plan import plan
from threadlab.schedules.language import COURSE
from threadlab.site.lite import CannotBuildError
from threadlab.site.site_builder import build_site

LATER = '"3.99"'


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    hold_to(COURSE)


@pytest.fixture
def on_a_later_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads settings takes this Python for 3.99; workers are processes of their own, and know better."""
    monkeypatch.setattr(course_language, "RUNNING", (3, 99))


def in_the_language_of(course: SmallCourse, version: str) -> None:
    settings = course.root / "nbgrader_config.py"
    called = "configure(c, Path(__file__).parent"
    text = settings.read_text()
    assert called in text
    settings.write_text(text.replace(called, f"{called}, python={version}"))


def test_the_release_carries_the_version(small_course: SmallCourse) -> None:
    assert small_course.released()["metadata"]["threadlab"] == {"python": "3.11"}


def test_a_course_names_a_version_in_its_settings(small_course: SmallCourse, on_a_later_python: None) -> None:
    in_the_language_of(small_course, LATER)
    build(CourseFolder(small_course.root), executor=Here())
    assert small_course.released()["metadata"]["threadlab"] == {"python": "3.99"}
    # In a term, nobody reads the settings again for each answer that is looked at.
    for _ in range(2):
        hold_to(COURSE)
        require_safe_settings(find_course())
        assert held() == (3, 99)
    assert {cell.python for cell in find_exercise(find_course(), "1-adding/add").cells} == {(3, 99)}


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (
            LATER,
            "nbgrader_config.py, line 8: BadVersionError: python='3.99': answers to this course are judged as Python",
        ),
        ('"3.10"', "python='3.10' is no version to hold answers to: 3.11 is the first one"),
        ('"three"', "python='three' is no version"),
        ("3.12", "python=3.12 is no version"),
    ],
)
@pytest.mark.parametrize(
    "command", [["build"], ["grade"], ["check", "1-adding/add", "answer.py"]], ids=lambda words: words[0]
)
def test_who_cannot_hold_to_it_says_so_and_judges_nothing(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], command: list[str], version: str, said: str
) -> None:
    in_the_language_of(small_course, version)
    (small_course.root / "answer.py").write_text(RIGHT)
    before = small_course.released()
    assert main(command) == 2
    assert said in capsys.readouterr().err
    assert small_course.released() == before


def test_a_worker_is_asked_in_the_version_that_the_release_carries(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    carrying_a_later_version = json.loads(small_course.release.read_text())
    carrying_a_later_version["metadata"]["threadlab"]["python"] = "3.99"
    notebook = small_course.root / "mine.ipynb"
    notebook.write_text(json.dumps(carrying_a_later_version))
    assert main(["check", "mine.ipynb"]) == 2
    assert "judged as Python 3.99, and this is Python" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("metadata", [None, [], {"threadlab": 3}, {"threadlab": {"python": 3.12}}, {"threadlab": {}}])
def test_a_notebook_that_carries_none_is_held_to_what_this_process_is(metadata: object) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": ""}], "metadata": metadata}
    for version in (COURSE, (3, 13)):
        hold_to(version)
        assert [cell.python for cell in cells_of(notebook)] == [version]


def test_a_verdict_is_remembered_for_one_version_only(small_course: SmallCourse) -> None:
    notebook = read_notebook(small_course.source)
    plans = []
    for version in ("3.11", "3.12"):
        notebook["metadata"]["threadlab"] = {"python": version}
        plans.append(plan(cells_of(notebook)))
    assert plans[0]["ordinary"] != plans[1]["ordinary"]
    for one, other in zip(plans[0]["checks"], plans[1]["checks"], strict=True):
        assert one[0] == other[0]
        assert one[1][0][0] != other[1][0][0]


def test_a_kernel_holds_to_what_its_notebook_carries(tmp_path: Path) -> None:
    document = tmp_path / "adding.ipynb"
    document.write_text(json.dumps({"cells": [], "metadata": {"threadlab": {"python": "3.99"}}}))
    check = "from threadlab import every_schedule\n@every_schedule\ndef it_adds(): assert True"
    named = {"JPY_SESSION_NAME": Kernel(JPY_SESSION_NAME=str(document)), "__vsc_ipynb_file__": Kernel()}
    named["__vsc_ipynb_file__"].run(f"__vsc_ipynb_file__ = {str(document)!r}")
    for kernel in named.values():
        try:
            outputs = kernel.run(check)
        finally:
            kernel.stop()
        raised = error(outputs)
        assert raised, outputs
        assert "Not decided" in raised["evalue"]
        assert "judged as Python 3.99" in raised["evalue"]


def test_no_site_is_made_for_a_newer_python_than_the_browsers(small_course: SmallCourse, tmp_path: Path) -> None:
    released = json.loads(small_course.release.read_text())
    released["metadata"]["threadlab"]["python"] = "3.15"
    small_course.release.write_text(json.dumps(released))
    with pytest.raises(CannotBuildError, match=r"adding\.ipynb are judged as Python 3\.15, and the browser has"):
        build_site(CourseFolder(small_course.root), tmp_path / "site")
    assert not (tmp_path / "site").exists()
