"""The class table fits where it is printed: a terminal, what ``COLUMNS`` says, or 80 columns in a pipe."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from threadlab.course.answer_check import AnswerResult, CheckResult
from threadlab.course.exercises import Check, Exercise
from threadlab.course.grading_run.class_table import show_class
from threadlab.course.grading_run.grade import ClassResult
from threadlab.course.grading_run.results import NOTHING, AssignmentResult
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging.report import CheckReport

ASSIGNMENTS = ("1-start-join", "2-locked-counter", "3-producer-consumer")
REMARK = "copied: run_all--results-in-order; the last copy counts, whatever stands in the copies before it"


def the_class(assignments: tuple[str, ...] = ASSIGNMENTS) -> ClassResult:
    results = [
        AssignmentResult(
            f"student-{number:02}", name, 10 + number, 20, by_hand=1, remarks=(REMARK,) if number == 2 else ()
        )
        for number in (1, 2, 3)
        for name in assignments
    ]
    return ClassResult(assignments, tuple(results), ())


def shown(width: int, assignments: tuple[str, ...] = ASSIGNMENTS) -> list[str]:
    page = io.StringIO()
    show_class(the_class(assignments), Console(file=page, width=width))
    return page.getvalue().splitlines()


def piped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str | None) -> list[str]:
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    show_class(the_class())
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [50, 60, 79, 80, 81, 100, 101, 120, 200])
def test_no_line_is_wider_than_there_is_room_and_nothing_is_lost(width: int) -> None:
    lines = shown(width)
    assert max(map(len, lines)) <= width
    words = "".join(re.sub(r"[^\w:;-]", "", line) for line in lines)
    assert words.count("copied:run_all--results-in-order") == 3 or width > 80
    for number in (1, 2, 3):
        assert f"student-0{number}" in words
        assert " ".join(lines).count(f"{10 + number} w") == 3


@pytest.mark.parametrize("name", ["Jo Li", "Iñigo van der Berg y Šimić", "Anna-Maria " * 9])
@pytest.mark.parametrize("width", [50, 70, 80, 90, 100, 130, 200])
def test_a_name_of_many_words_pushes_no_remark_out(width: int, name: str) -> None:
    page = io.StringIO()
    outcome = replace(the_class(ASSIGNMENTS[:1]), names={f"student-{number:02}": name for number in (1, 2, 3)})
    show_class(outcome, Console(file=page, width=width))
    lines = page.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    said = re.sub(r"[^\w:;.-]", "", "".join(lines))
    assert "lastcopycounts" in said
    assert "┓" in page.getvalue()


@pytest.mark.parametrize("width", [60, 130])
def test_a_long_remark_goes_on_below_its_beginning(width: int) -> None:
    lines = shown(width, ASSIGNMENTS[:2])
    first = next(number for number, line in enumerate(lines) if "1: copied: " in line)
    begins = lines[first].index("copied: ")
    following = lines[first + 1]
    assert following[begins - 3 : begins] == "   "
    assert following[begins] != " "


def test_one_is_not_said_as_many() -> None:
    page = io.StringIO()
    result = AssignmentResult("student-01", "1-start-join", 10, 20, by_hand=1, for_a_person=1, remarks=(REMARK,))
    show_class(ClassResult(ASSIGNMENTS[:1], (result,), ()), Console(file=page, width=200))
    said = page.getvalue()
    assert "1 submission of 1 student: 0 graded, 0 unchanged, 0 failed; 1 needs a person." in said
    assert "w  1 written answer waits for a TA" in said
    assert "?  1 submission has checks that a person must look at" in said


@pytest.mark.parametrize(("columns", "width"), [(None, 80), ("80", 80), ("60", 60), ("130", 130), ("", 80), ("x", 80)])
def test_a_pipe_is_as_wide_as_columns_says_else_80(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: str | None, width: int
) -> None:
    lines = piped(monkeypatch, capsys, columns)
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) > width - 35


def test_where_there_is_room_remarks_stand_beside_the_points() -> None:
    row = next(line for line in shown(140) if "student-02" in line)
    assert "copied: run_all" in row


def test_else_they_stand_below_the_table_with_the_student_s_name() -> None:
    lines = shown(80)
    place = lines.index("student-02")
    assert lines[place + 1].startswith("  1: copied: run_all--results-in-order; the last copy counts")
    assert lines[place + 2].startswith("  ")
    assert not any("copied" in line for line in lines if "│" in line)


def test_with_little_room_assignments_are_headed_by_their_numbers() -> None:
    assert any("2-locked-counter" in line for line in shown(80))
    narrow = shown(60)
    assert not any("2-locked-counter" in line for line in narrow)
    assert re.search(r"┃ +1 ┃ +2 ┃ +3 ┃ total ┃", "\n".join(narrow))


def test_a_term_of_twelve_assignments_fits_eighty_columns() -> None:
    assert max(map(len, shown(80, tuple(f"{number}-assignment" for number in range(1, 13))))) <= 80


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_table_of_a_checked_answer_fits_too(columns: int) -> None:
    names = ["works", "a-behaviour-with-a-name-that-is-far-longer-than-any-name-has-to-be-to-say-what-it-means"]
    cells = [Cell(name, "code", "", f"queue--{name}", 12, grade=True, locked=True) for name in names]
    checks = [Check(cell) for cell in cells]
    found = [CheckResult(check, CheckReport(check.name, "holds")) for check in checks]
    exercise = Exercise("3-queues", "queue", Path("queues.ipynb"), cells, checks)
    lines = list(AnswerResult(exercise, tuple(found)).lines(columns))
    assert max(map(len, lines)) <= columns
    assert sum(line.startswith("  ✓ ") for line in lines) == 2


def test_the_total_counts_nothing_optional_that_was_not_handed_in() -> None:
    row = [
        AssignmentResult("student-01", "1-a", 4, 5),
        AssignmentResult("student-01", "2-b", 3, 7, optional=True),
        AssignmentResult("student-02", "1-a", 4, 5),
        AssignmentResult("student-02", "2-b", 0, 7, handed_in=False, excused=True, optional=True, due=False),
    ]
    page = io.StringIO()
    show_class(ClassResult(("1-a", "2-b"), tuple(row), ()), Console(file=page, width=200))
    said = page.getvalue()
    assert [re.findall(r"of \d+", line) for line in said.splitlines() if "of 5" in line] == [["of 5", "of 7", "of 5"]]
    assert re.search(r"student-01 │ +4 │ +3 │ +7 │", said)
    assert re.search(r"student-02 │ +4 │ +e │ +4 │", said)
    assert "+  optional: 2-b" in said


def test_what_is_not_due_yet_makes_no_line_and_what_waits_for_a_person_stands_first() -> None:
    row = [
        AssignmentResult("student-01", "1-a", 4, 4, remarks=("put back: x",)),
        AssignmentResult("student-01", "2-b", 0, 4, remarks=(NOTHING,), handed_in=False, due=False),
        AssignmentResult("student-01", "3-c", 0, 4, remarks=(NOTHING,), handed_in=False),
        AssignmentResult("student-01", "4-d", 2, 4, for_a_person=1, remarks=("1 check undecided: uses os",)),
        AssignmentResult("student-02", "2-b", 0, 4, remarks=(NOTHING,), handed_in=False, due=False),
    ]
    names = ("1-a", "2-b", "3-c", "4-d")
    page = io.StringIO()
    show_class(ClassResult(names, tuple(row), ()), Console(file=page, width=50))
    remarks = [line.strip() for line in page.getvalue().splitlines() if re.match(r" *\d: ", line)]
    assert remarks == ["4: 1 check undecided: uses os", "1: put back: x", "3: nothing handed in"]
