"""Requests to look again: taken from a table, listed, answered, and read on the feedback page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_course import RIGHT, Here, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import grade

TABLE = """Student ID;Assignment;Question;Message
student-01;1-adding;add: keeps all;Why no points?
student-01;1-adding;;All of it; please
student-02;1-adding;;Mine, too
student-01;1-adding;add--nothing;And this?
student-01;9-none;;And that?
student-01;1-adding;written--why;
""".replace("All of it; please", '"All of it; please"')


@pytest.fixture(autouse=True)
def graded(small_course: SmallCourse) -> SmallCourse:
    small_course.submit("student-01", RIGHT)
    grade(CourseFolder(small_course.root), Here())
    Path("asked.csv").write_text(TABLE)
    return small_course


def page() -> str:
    return Path("feedback/student-01/1-adding/adding.html").read_text()


def test_each_line_is_taken_or_it_is_said_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("gradebook.db").read_bytes()
    assert main(["requests", "--from", "asked.csv", "--dry-run"]) == 1
    assert Path("gradebook.db").read_bytes() == before
    capsys.readouterr()
    assert main(["requests", "--from", "asked.csv"]) == 1
    said = capsys.readouterr()
    assert said.out.endswith("2 new, 0 known already, 4 not taken.\n")
    assert [line.partition("not taken: ")[2] for line in said.err.splitlines()] == [
        "line 4: 'student-02' has no grade for 1-adding",
        "line 5: 1-adding has no part 'add--nothing'; it has add, add--free-afterwards, add--keeps-all, written--why",
        "line 6: no assignment is called '9-none'",
        "line 7: nothing is asked",
    ]
    after = Path("gradebook.db").read_bytes()
    assert main(["requests", "--from", "asked.csv"]) == 1
    assert "0 new, 2 known already" in capsys.readouterr().out
    assert Path("gradebook.db").read_bytes() == after


def test_an_answer_is_read_on_the_page_and_a_new_question_waits_again(capsys: pytest.CaptureFixture[str]) -> None:
    main(["requests", "--from", "asked.csv"])
    course = CourseFolder(Path.cwd())
    assert grade(course, Here()).graded == 0  # no mark is touched by it
    assert page().count("A person has yet to look at it.") == 2
    assert main(["requests", "--answer", "student-01", "1-adding", "add: keeps all", "The *lock* is right."]) == 0
    grade(course, Here())
    assert "The <em>lock</em> is right." in page()
    assert page().count("A person has yet to look at it.") == 1
    before = page()
    grade(course, Here())
    assert page() == before
    capsys.readouterr()
    assert main(["requests"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "student-01, 1-adding: All of it; please (waits)",
        "student-01, 1-adding add--keeps-all: Why no points? (answered: The *lock* is right.)",
        "1 waits, 1 answered.",
    ]
    Path("asked.csv").write_text("student,assignment,part,request\nstudent-01,1-adding,add--keeps-all,Really?\n")
    assert main(["requests", "--from", "asked.csv"]) == 0
    grade(course, Here())
    assert page().count("A person has yet to look at it.") == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--answer", "student-01", "1-adding", "", "Yes."], "has not asked about all of 1-adding; there are: none"),
        (["--answer", "student-01", "1-adding", "", " "], "the answer is empty"),
        (["--from", "nowhere.csv"], "nowhere.csv"),
        (["--from", "bad.csv"], "has no column assignment and none request"),
    ],
)
def test_what_cannot_be_done_is_said(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.csv").write_text("student,points\nstudent-01,3\n")
    assert main(["requests", *options]) == 2
    assert said in capsys.readouterr().err


def test_what_acts_on_a_terminal_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    Path("asked.csv").write_text("student;assignment;request\nstudent-01;1-adding;see \x1b[2J\u202eme\n")
    wanted = "student-01, 1-adding: see \\x1b[2J\\u202eme"
    assert main(["requests", "--from", "asked.csv", "--dry-run"]) == 0
    assert f"would be new: {wanted}\n" in capsys.readouterr().out
    assert main(["requests", "--from", "asked.csv"]) == 0
    assert main(["requests"]) == 0
    assert f"\n{wanted} (waits)\n" in capsys.readouterr().out
