"""Backups and restoring: what a run changed comes back to the byte, and restoring can be undone."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.small_course import RIGHT, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.run_lock import alone
from threadlab.upkeep import backups as keeping
from threadlab.upkeep.backups import BackupError, backup, backups
from threadlab.upkeep.restoring import bring_back, find_backup

START = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture
def course(small_course: SmallCourse) -> CourseFolder:
    return CourseFolder(small_course.root)


def contents(course: CourseFolder) -> dict[str, bytes]:
    paths = (path for path in course.root.rglob("*") if ".threadlab" not in path.parts)
    return {str(path.relative_to(course.root)): path.read_bytes() for path in paths if path.is_file()}


def spoil(course: CourseFolder) -> None:
    """Do what may be regretted: marks, a notebook, a new file, one that is gone."""
    with sqlite3.connect(course.gradebook) as gradebook:
        gradebook.execute("UPDATE grade_cells SET max_score = 99")
    (course.source / "1-adding" / "adding.ipynb").write_text("{}")
    (course.source / "1-adding" / "new.txt").write_text("new")
    (course.release / "1-adding" / "adding.ipynb").unlink()


def test_all_comes_back_to_the_byte_and_restoring_is_undone_by_restoring(
    course: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(course)
    kept = backup(course, "grade", START)
    assert kept is not None
    spoil(course)
    spoilt = contents(course)
    assert main(["restore", kept.name, "--dry-run"]) == 0
    assert "would be brought back: release/1-adding/adding.ipynb" in capsys.readouterr().out
    assert contents(course) == spoilt
    assert len(backups(course)) == 1
    assert main(["restore", "2026-10-01"]) == 0
    assert contents(course) == before
    undo = capsys.readouterr().out.partition("To undo it: ")[2].splitlines()[0].split()
    assert undo[:2] == ["threadlab", "restore"]
    assert main(undo[1:]) == 0
    assert contents(course) == spoilt


def test_grading_keeps_a_backup_before_it_begins_and_none_if_nothing_is_new(
    small_course: SmallCourse, course: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01", RIGHT)
    before = contents(course)
    for _ in range(3):
        assert main(["grade", "--i-trust-these-submissions"]) == 0
    assert [each.why for each in backups(course)] == ["grade", "grade"]  # before the first, and as it is since
    assert main(["restore"]) == 0
    assert capsys.readouterr().out.count("before grade (threadlab ") == 2
    first = backups(course)[0].name
    assert main(["restore", first]) == 0
    assert contents(course)["gradebook.db"] == before["gradebook.db"]
    assert "submitted/student-01/1-adding/adding.ipynb" in contents(course)


@pytest.mark.parametrize(
    "command",
    [
        ["class", "add", "student-01"],
        ["class", "import", "list.csv"],
        ["class", "drop", "student-01"],
        ["dates", "1-adding", "--due", "2026-10-01T12:00Z"],
        ["requests", "--from", "requests.csv"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_whatever_writes_into_the_gradebook_keeps_a_backup_first(
    small_course: SmallCourse, course: CourseFolder, command: list[str]
) -> None:
    (course.root / "list.csv").write_text("id,first_name,last_name\nstudent-01,One,Student\n", encoding="utf-8")
    (course.root / "requests.csv").write_text(
        "student,assignment,request\nstudent-01,1-adding,Please look again.\n", encoding="utf-8"
    )
    if command[1] == "drop":
        assert main(["class", "add", "student-01"]) == 0
    if command[0] == "requests":
        small_course.submit("student-01", RIGHT)
        assert main(["grade", "--i-trust-these-submissions"]) == 0
    before = course.gradebook.read_bytes()
    main(command)
    assert course.gradebook.read_bytes() != before
    assert backups(course)[-1].path("gradebook.db").read_bytes() == before


def test_where_no_backup_can_be_kept_nothing_is_done(
    small_course: SmallCourse, course: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01", RIGHT)
    (course.root / ".threadlab").mkdir(exist_ok=True)
    (course.root / ".threadlab" / "backups").write_text("in the way")
    before = contents(course)
    assert main(["grade", "--i-trust-these-submissions"]) == 2
    assert "no backup could be kept, so nothing was done" in capsys.readouterr().err
    assert contents(course) == before


def test_what_is_damaged_is_not_brought_back(course: CourseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    kept = backup(course, "grade", START)
    assert kept is not None
    spoil(course)
    spoilt = contents(course)
    kept.path("gradebook.db").write_bytes(b"half")
    assert main(["restore", "last"]) == 2
    assert f"the backup {kept.name} is not whole: gradebook.db was changed" in capsys.readouterr().err
    assert contents(course) == spoilt


def test_a_gradebook_that_is_damaged_can_be_restored_and_its_bytes_are_kept(course: CourseFolder) -> None:
    kept = backup(course, "grade", START)
    assert kept is not None
    course.gradebook.write_bytes(b"no database" * 999)
    _, undo = bring_back(course, kept)
    assert main(["doctor", "--for", "ta"]) == 0
    assert undo is not None
    assert undo.path("gradebook.db").read_bytes() == b"no database" * 999


@pytest.mark.parametrize(
    ("name", "said"),
    [("2027", "no backup is called 2027; there are: 2026-10-01"), ("2026", "several backups begin with")],
)
def test_names_that_are_none_are_told(course: CourseFolder, name: str, said: str) -> None:
    for day in range(2):
        (course.source / "note.md").write_text(str(day))
        backup(course, "build", START + timedelta(days=day))
    with pytest.raises(BackupError, match=said):
        find_backup(course, name)


def test_without_a_backup_that_is_said(course: CourseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore"]) == 0
    assert "There is no backup yet." in capsys.readouterr().out
    assert main(["restore", "last"]) == 2
    assert course.gradebook.is_file()


def test_the_oldest_go(course: CourseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEPT", 3)
    for day in range(5):
        (course.source / "note.md").write_text(str(day))
        backup(course, "build", START + timedelta(days=day))
    assert [each.name[8:10] for each in backups(course)] == ["03", "04", "05"]
    assert not list((course.root / keeping.FOLDER).glob(".half*"))


def test_nobody_restores_while_somebody_grades(course: CourseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    backup(course, "grade", START)
    spoil(course)
    with alone(course):
        assert main(["restore", "last"]) == 2
    assert "is at work in" in capsys.readouterr().err


def test_backups_are_nobody_elses_business(course: CourseFolder) -> None:
    backup(course, "grade", START)
    assert Path(course.root / keeping.FOLDER).stat().st_mode & 0o077 == 0
