"""A student's server is set up apart from the instructor's, and shares only the exchange with it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from tests.small_course import SmallCourse
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.student_lab import prepare_student, student_environment


def test_a_student_has_the_courses_exchange_and_a_name(small_course: SmallCourse) -> None:
    folder = prepare_student(CourseFolder(small_course.root), "student-01")
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(folder / "config")).load_config()
    assert settings.CourseDirectory == {"course_id": "threadlab", "student_id": "student-01"}
    assert Path(settings.Exchange.root) == small_course.root / ".exchange"
    assert Path(settings.Exchange.root).stat().st_mode & 0o777 == 0o777


def test_a_student_does_not_see_the_instructors_menus(small_course: SmallCourse) -> None:
    folder = prepare_student(CourseFolder(small_course.root), "student-01")
    page = json.loads((folder / "config/labconfig/page_config.json").read_text(encoding="utf-8"))
    assert page["disabledExtensions"]["@jupyter/nbgrader:formgrader"] is True


def test_the_list_of_failed_checks_can_be_read(small_course: SmallCourse) -> None:
    folder = prepare_student(CourseFolder(small_course.root), "student-01") / "config"
    assert json.loads((folder / "jupyter_lab_config.json").read_text(encoding="utf-8"))["LabApp"]["custom_css"] is True
    assert ".validation-failed" in (folder / "custom/custom.css").read_text(encoding="utf-8")


def test_nothing_of_the_persons_own_jupyter_is_used(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", "/of/somebody")
    folder = prepare_student(CourseFolder(small_course.root), "student-01")
    environment = student_environment(folder)
    assert "JUPYTER_PATH" not in environment
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        assert Path(environment[name]).is_relative_to(folder)
    assert environment["PATH"] == os.environ["PATH"]


def test_work_stays_when_the_student_comes_back(small_course: SmallCourse) -> None:
    written = prepare_student(CourseFolder(small_course.root), "student-01") / "work" / "notes.txt"
    written.write_text("mine")
    prepare_student(CourseFolder(small_course.root), "student-01")
    assert written.read_text() == "mine"


@pytest.mark.parametrize("name", ["..", "../student-02", "", "a b", "-x"])
def test_a_name_that_is_no_folders_is_refused(
    small_course: SmallCourse, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["student-lab", "--", name] if name.startswith("-") else ["student-lab", name]) == 2
    assert "cannot be a student" in capsys.readouterr().err
    assert not (small_course.root / ".students").exists()
