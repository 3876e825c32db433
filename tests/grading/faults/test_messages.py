"""Whatever a course folder is like, a command says in a sentence what is wrong, and leaves what it has no use for."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import Here, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.course.release.build import build
from threadlab.course.release.scratch import scratch_folder
from threadlab.grading.gradebook import canonical_file
from threadlab.grading.gradebook.schema import newest_schema

GRADE = ["grade", "--i-trust-these-submissions"]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command wrote to its errors."""
    words = capsys.readouterr().err
    assert "Traceback" not in words
    return words


# -- the gradebook -----------------------------------------------------------------------------------------------------


def _another_programs(gradebook: sqlite3.Connection) -> None:
    for (name,) in gradebook.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        gradebook.execute(f'DROP TABLE "{name}"')
    gradebook.execute("CREATE TABLE bookmarks (url TEXT)")
    gradebook.execute("INSERT INTO bookmarks VALUES ('https://example.org')")


def _in_another_mode(gradebook: sqlite3.Connection) -> None:
    _another_programs(gradebook)
    gradebook.commit()
    gradebook.execute("PRAGMA journal_mode = WAL")


OTHERS: dict[str, tuple[Callable[[sqlite3.Connection], object], str]] = {
    "of another program": (_another_programs, "is the database of another program (its tables: bookmarks)"),
    "of another program, with a log": (_in_another_mode, "is the database of another program (its tables: bookmarks)"),
    "of a newer nbgrader": (
        lambda gradebook: gradebook.execute("UPDATE alembic_version SET version_num = '0123456789ab'"),
        "was made by another nbgrader than the one that is installed (its tables are of version 0123456789ab, not ",
    ),
    "of an older nbgrader": (
        lambda gradebook: gradebook.execute("UPDATE alembic_version SET version_num = '167914646830'"),
        "was made by an older nbgrader. Make a copy of gradebook.db first, then run: nbgrader db upgrade",
    ),
    "of an nbgrader that noted no version": (
        lambda gradebook: (
            gradebook.execute("DROP TABLE alembic_version"),
            gradebook.execute("ALTER TABLE student DROP COLUMN lms_user_id"),
        ),
        "was made by an older nbgrader. Make a copy of gradebook.db first, then run: nbgrader db upgrade",
    ),
}


@pytest.mark.parametrize("command", [GRADE, ["build"]])
@pytest.mark.parametrize("kind", OTHERS)
def test_a_database_that_is_no_gradebook_of_this_nbgrader_is_left_as_it_is(
    small_course: SmallCourse, kind: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = OTHERS[kind]
    small_course.submit("student-01")
    file = small_course.root / "gradebook.db"
    with closing(sqlite3.connect(file)) as gradebook:
        make(gradebook)
        gradebook.commit()
    before = file.read_bytes()
    assert main(command) == 2
    assert words in said(capsys)
    assert file.read_bytes() == before
    assert not (small_course.root / "autograded").exists()


@pytest.mark.parametrize("command", [GRADE, ["build"]])
def test_a_folder_in_the_gradebooks_place_is_named(
    small_course: SmallCourse, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01")
    file = small_course.root / "gradebook.db"
    file.unlink()
    file.mkdir()
    assert main(command) == 2
    assert f"{file} is no file, and so no gradebook" in said(capsys)
    assert file.is_dir()


def test_building_says_who_keeps_the_gradebook_locked(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(canonical_file, "require_gradebook", locked)
    assert main(["build"]) == 2
    assert "building stopped: another program keeps gradebook.db locked" in said(capsys)


KILLED = """
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
left = int(sys.argv[1])

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    if not statement.lstrip().startswith(("SELECT", "PRAGMA")):
        left -= 1
        if left < 0:
            os._exit(9)

from threadlab.cli import main
main(["build"])
"""


@pytest.mark.parametrize("statements", [1, 16, 18, 19])
def test_a_gradebook_whose_making_was_killed_gets_its_version_from_the_next_run(
    small_course: SmallCourse, statements: int
) -> None:
    file = small_course.root / "gradebook.db"
    whole = file.read_bytes()
    file.unlink()
    shutil.rmtree(small_course.root / ".threadlab", ignore_errors=True)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(statements)], check=False, capture_output=True, timeout=PATIENCE
    )
    assert killed.returncode == 9
    build(find_course(), executor=Here())
    with closing(sqlite3.connect(file)) as gradebook:
        assert gradebook.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest_schema(),)]
    assert file.read_bytes() == whole


def test_one_of_whom_nothing_was_written_yet_is_made_anew(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    (small_course.root / "gradebook.db").write_bytes(b"")
    assert main(GRADE) == 0


def test_nbgrader_upgrades_a_healthy_gradebook(small_course: SmallCourse) -> None:
    file = small_course.root / "gradebook.db"
    before = file.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", "db", "upgrade"],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert file.read_bytes() == before
    (copy,) = small_course.root.glob("gradebook.db.*")
    assert copy.read_bytes() == before


def test_who_finds_the_gradebook_locked_waits(small_course: SmallCourse) -> None:
    """In the address there is no time to wait: so it is asked of SQLite itself, through the settings of the course."""
    asking = (
        "from pathlib import Path\n"
        "from threadlab.grading.pipeline.course_settings import read_settings\n"
        "settings = read_settings(Path('nbgrader_config.py').absolute()).config\n"
        "from nbgrader.api import Gradebook\n"
        "from sqlalchemy import text\n"
        "url = settings.CourseDirectory.db_url\n"
        "for address in (url, url + '?timeout=7'):\n"
        "    with Gradebook(address) as gradebook:\n"
        "        print(gradebook.db.execute(text('PRAGMA busy_timeout')).scalar())\n"
    )
    ran = subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True, timeout=PATIENCE)
    assert ran.stdout.split() == ["60000", "7000"]


# -- the release -------------------------------------------------------------------------------------------------------


def test_what_a_killed_run_has_left_is_cleared_and_what_another_one_uses_is_not(small_course: SmallCourse) -> None:
    left = small_course.root / ".release-killed" / "1-adding"
    left.mkdir(parents=True)
    (left / "adding.ipynb").write_text("half")
    with scratch_folder(small_course.root) as used:
        build(find_course(), executor=Here())
        assert [path.name for path in small_course.root.glob(".release-*")] == [used.name]
    assert not list(small_course.root.glob(".release-*"))


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("1+2", "1-2"),
        ("adding (a+b)", "adding-a-b"),
        ("1-[adding]", "1-adding"),
        ("what?", "what"),
        ("adding ", "adding"),
    ],
)
def test_a_name_that_nbgrader_has_no_use_for_is_named(
    small_course: SmallCourse, name: str, instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.source.parent.rename(small_course.root / "source" / name)
    small_course.submit("student-01")
    (small_course.root / "submitted" / "student-01" / "1-adding").rename(
        small_course.root / "submitted" / "student-01" / name
    )
    for command in (["build"], GRADE):
        assert main(command) == 2
        words = said(capsys)
        assert f"the name of the assignment {name!r} has " in words
        assert words.endswith(f"rename its folder in source/, to {instead}, say\n")


# -- where there is no course, or nothing to grade ---------------------------------------------------------------------


def test_outside_of_a_course_there_is_nothing_to_grade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(GRADE) == 2
    words = f"threadlab: no course here: neither {tmp_path} nor a folder above it has an nbgrader_config.py\n"
    assert said(capsys) == words


@pytest.mark.parametrize("module", ["fcntl", "resource"])
def test_where_there_is_no_unix_it_says_what_to_use(small_course: SmallCourse, module: str) -> None:
    small_course.submit("student-01")
    without = f"import sys; sys.modules[{module!r}] = None; from threadlab.cli import main; sys.exit(main(['grade']))"
    ran = subprocess.run([sys.executable, "-c", without], check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 2
    assert ran.stderr.startswith("threadlab: this command needs Linux (or another Unix)")
    assert len(ran.stderr.splitlines()) == 1


def _moved(*there: str) -> Callable[[Path], object]:
    def move(submitted: Path) -> None:
        notebook = submitted / "student-01" / "1-adding" / "adding.ipynb"
        target = submitted.joinpath(*there)
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = notebook.read_bytes()
        shutil.rmtree(submitted / "student-01")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept)

    return move


LAYOUTS = {
    "the other way round": (
        _moved("1-adding", "student-01", "adding.ipynb"),
        "1-adding stands where a student's name should, with student-01 in it",
    ),
    "loose notebooks": (
        _moved("student-01_adding.ipynb"),
        "student-01_adding.ipynb lie in it without a student's folder and an assignment's",
    ),
    "one level too high": (
        _moved("student-02", "adding.ipynb"),
        "student-02/adding.ipynb is one level too high: the assignment's folder is missing",
    ),
    "one level too deep": (
        _moved("autumn", "student-01", "1-adding", "adding.ipynb"),
        "autumn/student-01/1-adding is one level too deep: autumn stands between",
    ),
    "another name": (
        _moved("student-02", "adding-1", "adding.ipynb"),
        "student-02 has adding-1, and no assignment is called that",
    ),
    "a file that is nothing": (_moved("all.zip"), "it has all.zip"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_folder_in_which_nothing_is_found_is_an_error_that_says_what_it_saw(
    small_course: SmallCourse, layout: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = LAYOUTS[layout]
    small_course.submit("student-01")
    make(small_course.root / "submitted")
    before = (small_course.root / "gradebook.db").read_bytes()
    assert main(GRADE) == 2
    shown = said(capsys)
    assert f"is a submission: {words}. Submissions are looked for as submitted/STUDENT/ASSIGNMENT" in shown
    assert "the assignments are 1-adding" in shown
    assert (small_course.root / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize("hidden", [(), (".DS_Store",)])
def test_an_empty_folder_is_no_mistake(small_course: SmallCourse, hidden: tuple[str, ...]) -> None:
    (small_course.root / "submitted").mkdir()
    for name in hidden:
        (small_course.root / "submitted" / name).touch()
    assert grade(find_course(), Here()).results == ()
    assert os.listdir(small_course.root / "submitted") == list(hidden)
