"""``threadlab check``: one answer, judged exactly as grading does."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse
from threadlab.cli import main
from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import find_course

REPOSITORY = find_course(Path(__file__).parent)
STUBS = {exercise.path: exercise for exercise in exercises(REPOSITORY)}


def answer_file(course: SmallCourse, text: str) -> str:
    path = course.root / "answer.py"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (RIGHT, 0),
        (WITHOUT_LOCK, 1),
        ("def add(", 1),
        ("", 1),
        ("import os\n" + RIGHT.replace("global total", "global total\n    os.getpid()"), 2),
    ],
    ids=["right", "wrong", "does not parse", "empty", "undecided"],
)
def test_the_exit_status_says_it_all(small_course: SmallCourse, answer: str, status: int) -> None:
    assert main(["check", "1-adding/add", answer_file(small_course, answer)]) == status


def test_json_is_what_scripts_rely_on(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "1-adding/add", answer_file(small_course, WITHOUT_LOCK), "--json"])
    result = json.loads(capsys.readouterr().out)
    message = result["checks"][0].pop("message")
    assert "expected 3, got" in message
    assert result.pop("sandbox") in ("bubblewrap", "landlock", "none")
    assert result == {
        "exercise": "1-adding/add",
        "points": 1,
        "max_points": 4,
        "checks": [
            {
                "name": "add--keeps-all",
                "verdict": "fails",
                "points": 0,
                "max_points": 3,
                "schedules": result["checks"][0]["schedules"],
                "kind": "assertion",
            },
            {
                "name": "add--free-afterwards",
                "verdict": "holds",
                "points": 1,
                "max_points": 1,
                "schedules": 1,
                "kind": "",
                "message": "",
            },
        ],
    }


def test_a_person_reads_a_table_and_the_story_of_what_does_not_hold(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "1-adding/add", answer_file(small_course, WITHOUT_LOCK)])
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.startswith("1-adding/add: 1 of 4 points\n")
    assert "✗ keeps-all" in shown
    assert "✓ free-afterwards" in shown
    assert "total += amount" in shown
    assert "a_negative_amount" not in shown


def test_each_story_is_told_once_below_the_tests_that_have_it(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "1-adding/add", answer_file(small_course, "def add(amount)\n    pass")])
    shown = capsys.readouterr().out
    assert shown.count("Python cannot read it") == 1
    assert "In the end, line 1: def add(amount)" in shown
    headings = [line for line in shown.splitlines() if line.startswith("✗")]
    assert headings == [
        "✗ keeps-all: two_threads_add",
        "✗ keeps-all: a hidden test",
        "✗ free-afterwards: the_lock_is_free_afterwards",
    ]


def test_what_is_undecided_costs_nothing_yet(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    undecided = "import os\n" + RIGHT.replace("global total", "global total\n    os.getpid()")
    main(["check", "1-adding/add", answer_file(small_course, undecided)])
    first, _, row, *_ = capsys.readouterr().out.splitlines()
    assert first == "1-adding/add: 0 of 4 points, 4 wait for a person"
    assert row.split()[:4] == ["?", "keeps-all", "undecided", "?/3"]


def test_the_answer_may_stand_in_a_notebook(small_course: SmallCourse) -> None:
    small_course.submit("student-01", WITHOUT_LOCK)
    notebook = next(small_course.root.glob("submitted/student-01/*/*.ipynb"))
    assert main(["check", "1-adding/add", str(notebook)]) == 1
    small_course.submit("student-01", RIGHT)
    assert main(["check", "1-adding/add", str(notebook)]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "cannot be read as a notebook"), ("[]", "has no cell add"), ('{"cells": []}', "has no cell add")],
)
def test_a_notebook_without_the_answer_is_refused(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    path = small_course.root / "answer.ipynb"
    path.write_text(text, encoding="utf-8")
    assert main(["check", "1-adding/add", str(path)]) == 2
    assert words in capsys.readouterr().err


def test_grading_gives_the_same_points(small_course: SmallCourse) -> None:
    from threadlab.course.grading_run.grade import grade

    for number, text in enumerate([RIGHT, WITHOUT_LOCK, "", "def add("]):
        small_course.submit(f"student-{number}", text)
    (exercise,) = exercises(find_course())
    checked = [check_answer(exercise, text).points for text in [RIGHT, WITHOUT_LOCK, "", "def add("]]
    assert [result.points for result in grade(find_course(), Here()).results] == checked


def test_without_the_instructors_notebooks_the_visible_tests_judge(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    forgets_negative = RIGHT.replace("total += amount", "total += abs(amount)")
    path = answer_file(small_course, forgets_negative)
    assert main(["check", "1-adding/add", path]) == 1
    shutil.rmtree(small_course.root / "source")
    assert main(["check", "1-adding/add", path]) == 0


def test_the_answer_may_come_from_a_pipe(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(RIGHT))
    assert main(["check", "1-adding/add", "-"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1-adding/subtract", "answer.py"], "1-adding/add"),
        (["add", "answer.py"], "1-adding/add"),
        (["1-adding/add", "missing.py"], "cannot read missing.py: No such file or directory"),
        (["1-adding/add", "."], "cannot read .: Is a directory"),
        (["1-adding/add", "gradebook.db"], "not a text file in UTF-8"),
    ],
)
def test_what_cannot_run_says_why_and_what_would_help(
    small_course: SmallCourse, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_file(small_course, RIGHT)
    assert main(["check", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_outside_a_course_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "1-adding/add", "answer.py"]) == 2
    assert "no course here" in capsys.readouterr().err


STUDENTS_MACHINE = """
import importlib.abc, sys

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in {"threadlab", "greenlet"} | set(sys.stdlib_module_names):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from threadlab.cli import main
sys.exit(main(sys.argv[1:]))
"""


def on_a_students_machine(course: SmallCourse, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where nothing is installed but the package and greenlet."""
    command = [sys.executable, "-c", STUDENTS_MACHINE, *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_student_needs_nothing_but_the_package_and_greenlet(small_course: SmallCourse) -> None:
    ran = on_a_students_machine(small_course, "check", "1-adding/add", answer_file(small_course, RIGHT))
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_notebook_alone_is_judged_by_its_own_checks(small_course: SmallCourse, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(small_course.submit("student-01", WITHOUT_LOCK), alone)
    ran = on_a_students_machine(small_course, "check", str(alone / "adding.ipynb"))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "adding/add: 1 of 4 points" in ran.stdout
    assert "An update is lost" in ran.stdout
    assert [path.name for path in alone.iterdir()] == ["adding.ipynb"]


@pytest.mark.parametrize("form", ["json", "junit", "check50"])
def test_one_exercise_of_a_notebook_is_told_in_every_form(
    small_course: SmallCourse, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small_course.submit("student-01", RIGHT)
    assert main(["check", str(path), "add", "--format", form]) == 0
    assert "free-afterwards" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["1-adding/add"], "where is the answer?"),
        (["none.ipynb"], "cannot read none.ipynb: No such file"),
        (["letter.ipynb"], "cannot be read as a notebook"),
        (["empty.ipynb"], "holds no checks"),
        (["adding.ipynb", "subtract"], "There are: add"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_what_is_no_notebook_of_the_course_is_refused_in_words(
    small_course: SmallCourse,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    folder = small_course.submit("student-01", RIGHT).parent
    (folder / "letter.ipynb").write_text("Dear tutor")
    (folder / "empty.ipynb").write_text("[]")
    monkeypatch.chdir(folder)
    assert main(["check", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_what_needs_more_says_what_to_install(small_course: SmallCourse) -> None:
    ran = on_a_students_machine(small_course, "grade")
    assert ran.returncode == 2
    assert "pip install 'threadlab[instructor]'" in ran.stderr


@pytest.mark.parametrize("exercise", STUBS.values(), ids=STUBS)
def test_every_solution_of_the_course_gets_full_points(exercise: Exercise) -> None:
    solution = next(cell.text for cell in exercise.cells if cell.grade_id == exercise.name)
    result = check_answer(exercise, solution)
    assert {check.check.name: check.report.verdict for check in result.checks} == {
        check.name: "holds" for check in exercise.checks
    }
    assert result.points == exercise.points


@pytest.mark.parametrize("exercise", STUBS.values(), ids=STUBS)
def test_every_check_of_the_course_fails_the_untouched_release(exercise: Exercise) -> None:
    release = REPOSITORY.release / exercise.assignment / exercise.notebook.name
    cells = json.loads(release.read_text(encoding="utf-8"))["cells"]
    stub = "".join(next(cell["source"] for cell in cells if cell["id"] == exercise.name))
    result = check_answer(exercise, stub)
    assert {check.report.verdict for check in result.checks} == {"fails"}
    assert result.points == 0
