"""Grading again: what has not changed is recognised, what a person did survives, and each changed mark is told."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.small_course import RIGHT, SOURCE, WITHOUT_LOCK, Here, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run import up_to_date
from threadlab.course.grading_run.changed_marks import MarkChange
from threadlab.course.grading_run.grade import RECORD, ClassResult, grade
from threadlab.course.grading_run.run_lock import alone


def graded_again(*, afresh: bool = False) -> ClassResult:
    outcome = grade(find_course(), Here(), afresh=afresh)
    assert outcome.faults == ()
    return outcome


def counts(outcome: ClassResult) -> tuple[int, int]:
    return outcome.graded, outcome.unchanged


@pytest.fixture
def course(small_course: SmallCourse) -> SmallCourse:
    """A graded class of three: right, wrong, and not readable."""
    small_course.submit("student-01", RIGHT)
    small_course.submit("student-02", WITHOUT_LOCK)
    small_course.submit("student-03", content=b"?")
    assert counts(graded_again()) == (3, 0)
    return small_course


def execute(course: SmallCourse, statement: str) -> list[Any]:
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        return connection.execute(statement).fetchall()


def files(course: SmallCourse) -> dict[str, tuple[bytes, int]]:
    parts = [course.root / part for part in ("release", "autograded", "feedback")]
    found = [path for part in parts for path in part.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_ino) for path in [*found, course.root / "gradebook.db"]}


def test_what_has_not_changed_is_not_touched(course: SmallCourse) -> None:
    before = files(course)
    assert counts(graded_again()) == (0, 3)
    assert files(course) == before


def test_all_is_graded_again_if_that_is_asked_for(course: SmallCourse) -> None:
    before = {name: content for name, (content, _) in files(course).items()}
    assert counts(graded_again(afresh=True)) == (3, 0)
    assert {name: content for name, (content, _) in files(course).items()} == before


def lose_the_record(course: SmallCourse) -> None:
    (course.root / RECORD).unlink()


def spoil_the_record(course: SmallCourse) -> None:
    lines = (course.root / RECORD).read_bytes().splitlines()
    spoiled = [lines[0][:-30], b"\xff", b"[]", b'{"inputs": {}, "entry": {}}', b'{"inputs": 1}']
    (course.root / RECORD).write_bytes(b"\n".join(spoiled))


def lose_the_graded_notebooks(course: SmallCourse) -> None:
    shutil.rmtree(course.root / "autograded")


def change_a_graded_notebook(course: SmallCourse) -> None:
    for path in (course.root / "autograded").rglob("*.ipynb"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes().replace(b"add", b"and"))


def change_the_scores(course: SmallCourse) -> None:
    execute(course, "UPDATE grade SET auto_score = 0.5")


def change_the_grader(_: SmallCourse) -> None:
    up_to_date.source_digest = lambda: "another version"  # type: ignore[assignment]


def change_the_settings(course: SmallCourse) -> None:
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.LimitOutput.max_lines = 7\n")


def hand_in_a_file(course: SmallCourse) -> None:
    for folder in (course.root / "submitted").glob("*/*"):
        (folder / "data.txt").write_text("1 2 3")


def move_the_due_date(course: SmallCourse) -> None:
    execute(course, "UPDATE assignment SET duedate = '2030-01-01 12:00:00.000000'")


@pytest.mark.parametrize(
    "change",
    [
        lose_the_record,
        spoil_the_record,
        lose_the_graded_notebooks,
        change_a_graded_notebook,
        change_the_scores,
        change_the_grader,
        change_the_settings,
        hand_in_a_file,
        move_the_due_date,
    ],
)
def test_what_a_grade_follows_from_and_what_came_of_it_is_looked_at(
    course: SmallCourse, change: Callable[[SmallCourse], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up_to_date, "source_digest", up_to_date.source_digest)  # is put back afterwards
    before = execute(course, "SELECT id, auto_score FROM grade ORDER BY id")
    change(course)
    outcome = graded_again()
    # The one that cannot be read has a graded notebook, too.
    assert counts(outcome) == (3, 0)
    assert execute(course, "SELECT id, auto_score FROM grade ORDER BY id") == before
    assert counts(graded_again()) == (0, 3)


def test_each_mark_that_changed_is_told_with_the_reason(course: SmallCourse) -> None:
    course.submit("student-02", RIGHT)
    outcome = graded_again()
    assert counts(outcome) == (1, 2)
    assert outcome.changes == (MarkChange("student-02", "1-adding", "add--keeps-all", 0, 3, "the answer changed"),)


def test_a_changed_test_is_a_reason(course: SmallCourse) -> None:
    source = json.loads(json.dumps(SOURCE))
    checks = cell(source, "add--free-afterwards")
    checks["source"] = checks["source"].replace("not lock.locked()", "done")
    solution = cell(source, "add")
    solution["source"] = solution["source"].replace("    with lock", "    global done\n    done = True\n    with lock")
    course.write_source(source)
    outcome = graded_again()
    assert counts(outcome) == (3, 0)
    assert [(it.student, it.check, it.old, it.new, it.why) for it in outcome.changes] == [
        (student, "add--free-afterwards", 1, 0, "the tests changed") for student in ("student-01", "student-02")
    ]


def test_a_mark_that_comes_to_wait_for_a_person_is_told(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    course.submit("student-01", content=b"?")
    assert main(["grade", "--i-trust-these-submissions"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "changed: 1-adding of student-01, add--keeps-all: 3 -> waits for a person (the answer changed)" in said
    assert "3 submissions of 3 students: 1 graded, 2 unchanged, 0 failed; 2 need a person." in said


def test_a_grade_that_somebody_changed_is_told_when_it_is_put_right(course: SmallCourse) -> None:
    execute(course, "UPDATE grade SET auto_score = 99 WHERE auto_score = 3")
    (change,) = graded_again().changes
    assert (change.old, change.new, change.why) == (99, 3, "the gradebook or autograded/ was changed since")


def test_a_persons_marks_and_comments_survive_and_reach_the_feedback(course: SmallCourse) -> None:
    execute(course, "UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0 WHERE auto_score = 0")
    execute(course, "UPDATE comment SET manual_comment = 'Look at line 10 again.'")
    outcome = graded_again()
    assert counts(outcome) == (0, 3)
    assert outcome.changes == ()
    page = (course.root / "feedback" / "student-02" / course.assignment / "adding.html").read_text()
    assert "Look at line 10 again." in page
    assert execute(course, "SELECT DISTINCT needs_manual_grade FROM grade WHERE manual_score = 2.5") == [(0,)]

    course.submit("student-02", RIGHT)
    change = next(it for it in graded_again().changes if it.check == "add--keeps-all")
    assert (change.old, change.new, change.by_hand) == (0, 3, 2.5)
    assert "the mark given by a person still counts: 2.5" in str(change)
    assert execute(course, "SELECT count(*) FROM comment WHERE manual_comment = 'Look at line 10 again.'") == [(6,)]


def test_late_penalties_survive(course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))  # to which the course's settings add
    (course.root / "penalties.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\n"
        "class Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return score / 2\n"
    )
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nimport sys\nsys.path.insert(0, c.CourseDirectory.root)\n")
        config.write("c.AssignLatePenalties.plugin_class = 'penalties.Half'\n")
    move_the_due_date(course)
    (course.root / "submitted" / "student-01" / course.assignment / "timestamp.txt").write_text("2030-01-02 12:00 UTC")
    points = {result.student: result.points for result in graded_again().results}
    assert points == {"student-01": 2, "student-02": 1, "student-03": 0}
    outcome = graded_again()
    assert counts(outcome) == (0, 3)
    assert outcome.results[0].points == 2

    execute(course, "UPDATE grade SET manual_score = 1 WHERE auto_score = 3")  # from which the penalty follows
    outcome = graded_again()
    assert counts(outcome) == (1, 2)
    assert outcome.results[0].points == 1


def test_the_sandbox_that_code_ran_in_is_recorded_beside_the_grades(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", "--force", "--i-trust-these-submissions"]) == 0
    entries = [json.loads(line) for line in (course.root / RECORD).read_text().splitlines()]
    ran = {entry["student"]: entry["entry"]["sandbox"] for entry in entries}
    assert ran["student-01"] in ("bubblewrap", "landlock", "none")
    assert ran["student-03"] == ""  # of what cannot be read nothing was run
    assert "Code of submissions ran: 2 in " in capsys.readouterr().out


def test_two_runs_at_once_do_not_take_each_others_files_away(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone(find_course()):
        assert main(["grade"]) == 2
    assert "another threadlab grade is at work" in capsys.readouterr().err
    assert main(["grade", "--i-trust-these-submissions"]) == 0


def mark(course: SmallCourse, name: str, points: float) -> None:
    """Give a mark as the formgrader does."""
    cells = f"(SELECT id FROM base_cell WHERE name = '{name}')"
    execute(course, f"UPDATE grade SET manual_score = {points}, needs_manual_grade = 0 WHERE cell_id IN {cells}")


def waiting(course: SmallCourse, student: str) -> list[str]:
    """Name the cells that wait for a person."""
    found = execute(
        course,
        "SELECT base_cell.name FROM grade JOIN base_cell ON base_cell.id = grade.cell_id "
        "JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id "
        "JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id "
        f"WHERE student_id = '{student}' AND needs_manual_grade ORDER BY base_cell.name",
    )
    return [name for (name,) in found]


def written(text: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        cell(notebook, "written--why")["source"] = text

    return change


UNDECIDED = "import os\n" + RIGHT.replace("global total", "global total\n    os.getpid()")
CHECKS = ["add--free-afterwards", "add--keeps-all"]


@pytest.fixture
def marked(small_course: SmallCourse) -> SmallCourse:
    """A graded submission, undecided and with a written answer, of which a person has marked all."""
    small_course.submit("student-01", UNDECIDED, change=written("Both may read 0."))
    graded_again()
    assert waiting(small_course, "student-01") == [*CHECKS, "written--why"]
    for name in (*CHECKS, "written--why"):
        mark(small_course, name, 1)
    return small_course


@pytest.mark.parametrize("door", ["threadlab", "nbgrader"])
def test_a_mark_given_by_hand_stays_done_if_its_answer_is_the_same(marked: SmallCourse, door: str) -> None:
    if door == "threadlab":
        graded_again(afresh=True)
    else:
        nbgraders_autograde(marked)
    assert waiting(marked, "student-01") == []
    (result,) = graded_again().results
    assert (result.points, result.by_hand, result.for_a_person, result.remarks) == (3, 0, 0, ())


@pytest.mark.parametrize("door", ["threadlab", "nbgrader"])
@pytest.mark.parametrize(
    ("answer", "text", "doubted"),
    [
        (UNDECIDED, "Because.", ["written--why"]),
        (UNDECIDED + "\n", "Both may read 0.", CHECKS),
        (RIGHT, "Because.", [*CHECKS, "written--why"]),
    ],
)
def test_a_mark_given_by_hand_waits_again_if_its_answer_changed(
    marked: SmallCourse, door: str, answer: str, text: str, doubted: list[str]
) -> None:
    marked.submit("student-01", answer, change=written(text))
    if door == "nbgrader":
        nbgraders_autograde(marked)
    for afresh in (False, True):  # and it goes on waiting until a person gives it again
        (result,) = graded_again(afresh=afresh).results
        assert waiting(marked, "student-01") == doubted
        assert result.points == 3
        assert result.remarks[-1] == f"changed after a person had marked it: {', '.join(doubted)}"
    comments = " ".join(said for (said,) in execute(marked, "SELECT auto_comment FROM comment") if said)
    for name in doubted:
        mark(marked, name, 2)
        assert name in comments
    assert "The answer changed after a person had marked it: " in comments
    (result,) = graded_again(afresh=True).results
    assert (result.points, result.remarks, waiting(marked, "student-01")) == (3 + len(doubted), (), [])


def nbgraders_autograde(course: SmallCourse) -> None:
    """Grade as the formgrader's button does."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config()
    assert NbGraderAPI(CourseDirectory(config=config), config=config).autograde("1-adding", "student-01")["success"]
