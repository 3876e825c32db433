"""The doctor: each thing that can be wrong is made wrong, found, and said with what to do; nothing is changed by it."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.small_course import SmallCourse
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.schedules.result import Result
from threadlab.upkeep.doctor import course as looks
from threadlab.upkeep.doctor import machine, packages
from threadlab.upkeep.doctor.examination import examine
from threadlab.upkeep.doctor.finding import Diagnosis


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("role", ["student", "instructor", "ta"])
def test_a_machine_that_is_ready_is_called_ready_and_left_as_it_is(
    small_course: SmallCourse, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(small_course.root)
    assert main(["doctor", "--for", role]) == 0
    said = capsys.readouterr().out
    assert "\nReady for a" in said
    assert "✗" not in said
    assert "a right program holds on all of its 6 schedules, a wrong one fails" in said
    assert ("gradebook" in said) == (role != "student")
    assert ("its walls were tried, and hold" in said) == (role == "instructor")
    assert everything(small_course.root) == before


def test_what_is_wrong_with_the_settings_is_the_status_and_stands_beside_its_mend(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = small_course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + "c.Autograde.autograde_preprocessors = []\n")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "✗ configuration  nbgrader_config.py, line " in said
    assert "Mend: Change nbgrader_config.py as it says." in said
    assert said.endswith("Not ready for an instructor: configuration. What to do stands beside each.\n")


def test_scripts_get_the_same(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    (small_course.root / "gradebook.db").write_bytes(b"no database" * 500)
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["for"], told["ready"]) == ("instructor", False)
    bad = [found["about"] for found in told["findings"] if found["state"] == "problem"]
    assert bad == ["gradebook"]
    assert all(set(found) == {"about", "state", "said", "mend"} for found in told["findings"])
    assert all(found["mend"] for found in told["findings"] if found["state"] != "ok")


def test_outside_of_a_course_a_student_is_ready_and_an_instructor_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    assert main(["doctor", "--for", "instructor"]) == 1
    assert f"there is no course in {tmp_path}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("version", "implementation", "state"),
    [
        ((3, 10, 14), "CPython", "problem"),
        ((3, 11, 0), "PyPy", "problem"),
        ((3, 11, 0), "CPython", "ok"),
        ((3, 15, 2), "CPython", "ok"),
        ((3, 16, 0), "CPython", "advice"),
    ],
)
def test_pythons(version: tuple[int, ...], implementation: str, state: str) -> None:
    assert machine.python(version, implementation).state == state


def test_an_engine_that_judges_wrongly_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "explore", lambda *_: Result("holds", 1))
    found = machine.engine()
    assert found.state == "problem"
    assert "judged holds (1 schedules) and holds" in found.said


def test_a_package_that_is_missing_or_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        "greenlet>=3.1",
        'nbgrader<0.10,>=0.9.6 ; extra == "instructor"',
        'nothing-of-the-kind; extra == "instructor"',
    ]
    monkeypatch.setattr(packages, "requires", lambda _: asked)
    real = packages.version
    monkeypatch.setattr(packages, "version", lambda name: "0.10.1" if name == "nbgrader" else real(name))
    (student,) = packages.packages()
    assert student.state == "ok"
    (instructor,) = packages.packages("instructor")
    assert instructor.said == "nbgrader is 0.10.1, and <0.10,>=0.9.6 is needed; nothing-of-the-kind is missing"
    assert "pip install 'threadlab[instructor]'" in instructor.mend


@pytest.mark.parametrize(
    ("argv", "state"),
    [(["python"], "ok"), ([sys.executable], "ok"), (["/opt/another/bin/python3"], "problem"), ([], "")],
)
def test_a_kernel_of_another_python_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], state: str
) -> None:
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": argv, "display_name": "Python 3"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    _, kernel = packages.jupyterlab(needed=True)
    assert kernel.state == (state or "ok")  # one that starts nothing is passed over, and the environment's counts
    if state == "problem":
        assert "/opt/another/bin/python3" in kernel.said


def test_a_folder_in_which_nothing_can_be_locked_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.disk(tmp_path).state != "problem"

    def refuse(_: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(machine, "_lock", refuse)
    found = machine.disk(tmp_path)
    assert found.state == "problem"
    assert "No locks available" in found.said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def free(megabytes: int) -> Diagnosis:
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: Usage(megabytes))
        return machine.disk(tmp_path)

    class Usage:
        def __init__(self, megabytes: int) -> None:
            self.free = megabytes * machine.MEGABYTE

    assert [free(size).state for size in (199, 200, 1_999, 2_000)] == ["problem", "advice", "advice", "ok"]


def test_a_clock_that_is_behind_what_was_written_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    os.utime(file, (0, datetime(2030, 1, 1, tzinfo=UTC).timestamp()))
    early = machine.clock([file], datetime(2026, 1, 1, tzinfo=UTC))
    assert early.state == "problem"
    assert "2026-01-01 00:00 UTC, and yet a file is of 2030-01-01" in early.said
    assert machine.clock([file], datetime(2030, 1, 1, 0, 1, tzinfo=UTC)).state == "ok"


def test_a_gradebook_that_is_locked_damaged_or_missing(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, path = CourseFolder(small_course.root), small_course.root / "gradebook.db"
    monkeypatch.setattr(looks, "_PATIENCE", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    locked = looks.gradebook(course)
    other.close()
    assert (locked.state, "locked" in locked.said) == ("problem", True)
    assert looks.gradebook(course).state == "ok"
    with sqlite3.connect(path) as gradebook:
        gradebook.execute("UPDATE notebook SET assignment_id = 'nowhere'")
    assert "point to nothing" in looks.gradebook(course).said
    path.unlink()
    assert looks.gradebook(course).state == "ok"


def test_an_assignment_that_is_not_built_is_a_hint(small_course: SmallCourse) -> None:
    small_course.release.unlink()
    (found,) = looks.built(CourseFolder(small_course.root))
    assert (found.state, found.said, found.mend) == ("advice", "not built yet: 1-adding", "threadlab build")


def test_what_cannot_be_looked_at_is_a_finding_and_the_rest_is_looked_at(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Diagnosis:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(machine, "engine", broken)
    found = examine(CourseFolder(small_course.root), "ta", small_course.root)
    assert [each.about for each in found.findings if each.state == "problem"] == ["checks"]
    assert found.findings[-1].about == "clock"
