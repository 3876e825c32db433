"""nbgrader's own commands work on the course as they are, quietly, and give the grades that ``threadlab`` gives."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from tests.patience import PATIENCE
from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse, cell
from threadlab.cli.command_line import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.upkeep.backups import backups


def run(course: SmallCourse, *arguments: str) -> tuple[int, str]:
    """Run a command of nbgrader as a person would, in the course; return its exit status and what it said."""
    home = course.root / "home"
    home.mkdir(exist_ok=True)
    # The environment is not activated: its programs are not on PATH.
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def nbgrader(course: SmallCourse, *arguments: str) -> str:
    """Run a command that succeeds and has nothing to complain of, and return what it said."""
    status, said = run(course, *arguments)
    assert status == 0, said
    assert "WARNING" not in said.replace("WARNING] Removing existing assignment", "")
    assert "Warning:" not in said
    assert "ERROR" not in said
    return said


def a_class(course: SmallCourse) -> None:
    course.submit("student-01", RIGHT)
    course.submit("student-02", WITHOUT_LOCK)
    course.submit("student-03", None)
    course.submit("student-04", content=b"not a notebook")
    course.submit("student-05", RIGHT, change=lambda nb: nb["cells"].append(dict(cell(nb, "add--keeps-all"))))
    course.submit("student-06", RIGHT, change=lambda nb: nb["cells"].remove(cell(nb, "add--free-afterwards")))
    course.submit("student-07", "import os\nos._exit(0)\n" + RIGHT)
    course.submit("student-08", "while True:\n    pass")


def rows(course: SmallCourse) -> list[tuple[object, ...]]:
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        query = "SELECT id, auto_score, needs_manual_grade FROM grade ORDER BY id"
        comments = "SELECT id, auto_comment FROM comment ORDER BY id"
        return connection.execute(query).fetchall() + connection.execute(comments).fetchall()


def pages(course: SmallCourse) -> dict[str, bytes]:
    return {path.parts[-3]: path.read_bytes() for path in (course.root / "feedback").rglob("*.html")}


def notebooks(course: SmallCourse) -> dict[str, bytes]:
    return {path.parts[-3]: path.read_bytes() for path in (course.root / "autograded").rglob("*.ipynb")}


def test_a_course_made_by_nbgraders_commands_is_the_course_that_threadlab_makes(small_course: SmallCourse) -> None:
    a_class(small_course)
    grade(find_course(), Here())
    expected = rows(small_course), notebooks(small_course), small_course.release.read_bytes()
    shown = pages(small_course)

    (small_course.root / "gradebook.db").unlink()
    nbgrader(small_course, "generate_assignment", "1-adding", "--force")
    nbgrader(small_course, "autograde", "1-adding", "--force")
    assert (rows(small_course), notebooks(small_course), small_course.release.read_bytes()) == expected

    nbgrader(small_course, "generate_feedback", "1-adding", "--force")
    assert pages(small_course) == shown
    nbgrader(small_course, "export", "--to", "grades.csv")
    with (small_course.root / "grades.csv").open() as file:
        points = {row["student_id"]: float(row["score_so_far"]) for row in csv.DictReader(file)}
    assert points["student-01"] == 4
    assert points["student-02"] == 1
    assert len(points) == 8


def test_the_button_of_the_formgrader_gives_the_same_grades(small_course: SmallCourse) -> None:
    a_class(small_course)
    grade(find_course(), Here())
    expected = rows(small_course), notebooks(small_course)

    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(small_course.root)).load_config()
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    for student in ("student-02", "student-04", "student-07"):
        assert api.autograde("1-adding", student)["success"]
    assert (rows(small_course), notebooks(small_course)) == expected


def test_whatever_is_handed_in_is_a_valid_notebook_of_nbgraders_afterwards(small_course: SmallCourse) -> None:
    from nbgrader.nbgraderformat import MetadataValidator

    a_class(small_course)
    grade(find_course(), Here())
    graded = list((small_course.root / "autograded").rglob("*.ipynb"))
    assert len(graded) == 8
    for path in graded:
        notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)


def test_validate_tells_a_student_what_grading_will_find(small_course: SmallCourse) -> None:
    def explain(notebook: dict[str, Any]) -> None:
        cell(notebook, "written--why")["source"] = "Both may read 0."

    right = small_course.submit("student-01", RIGHT, change=explain)
    wrong = small_course.submit("student-02", WITHOUT_LOCK, change=explain)
    assert "Success!" in nbgrader(small_course, "validate", str(right))
    said = nbgrader(small_course, "validate", str(wrong))
    assert "VALIDATION FAILED ON 1 CELL" in said
    assert "An update is lost" in said


def test_a_course_without_a_database_gets_a_whole_one(small_course: SmallCourse) -> None:
    database = small_course.root / "gradebook.db"
    database.unlink()
    nbgrader(small_course, "generate_assignment", "1-adding", "--force")
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(nbgraders_own_schema(),)]


def nbgraders_own_schema() -> str:
    """Ask nbgrader, with nothing mended, which version of its schema is the newest."""
    search = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    asking = [sys.executable, "-c", "from nbgrader.api import get_alembic_version; print(get_alembic_version())"]
    return subprocess.run(asking, env={"PATH": search}, check=True, capture_output=True, text=True).stdout.strip()


def test_no_kernel_runs_a_submission(small_course: SmallCourse, tmp_path: Path) -> None:
    trace = tmp_path / "trace"

    def spy(notebook: dict[str, Any]) -> None:
        cell(notebook, "try-it")["source"] = f"open({str(trace)!r}, 'w')"

    small_course.submit("student-01", RIGHT, change=spy)
    grade(find_course(), Here())
    assert not trace.exists()


def test_no_stranger_is_made_a_student_and_the_course_is_kept_before_everybody_is_graded(
    small_course: SmallCourse,
) -> None:
    assert main(["class", "add", "student-01"]) == 0
    for student in ("student-01", "guest"):
        small_course.submit(student, RIGHT)
    before = backups(find_course())

    status, said = run(small_course, "autograde", SmallCourse.assignment)
    assert status == 0
    assert "guest is not graded: nobody on the class list has this id (threadlab class add ID" in said
    assert [each.why for each in backups(find_course())[len(before) :]] == ["nbgrader autograde"]
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        assert [each.id for each in book.students] == ["student-01"]
    assert not (small_course.root / "autograded" / "guest").exists()

    status, said = run(small_course, "autograde", SmallCourse.assignment, "--student", "guest")
    assert status == 1
    assert "guest is not graded" in said
    nbgrader(small_course, "autograde", SmallCourse.assignment, "--student", "student-01", "--force")
    assert len(backups(find_course())) == len(before) + 1  # one student's marks alone may change
