"""Grading a class: everybody ends with a grade or a stated reason, and nobody's submission stops the others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.small_course import RIGHT, SOURCE, WITHOUT_LOCK, Here, SmallCourse, cell, code, notebook, optional
from threadlab.cli import main
from threadlab.course.folder import NotThereError, find_course, known
from threadlab.course.grading_run.grade import ClassResult, grade
from threadlab.course.grading_run.results import NOTHING, OPTIONAL, AssignmentResult, read_results
from threadlab.course.release.build import build
from threadlab.grading.times import read_time


def graded(student: str = "student-01") -> AssignmentResult:
    """Grade the class and return one student's result."""
    outcome = grade(find_course(), Here())
    assert outcome.faults == ()
    return next(result for result in outcome.results if result.student == student)


def test_a_right_answer_gets_all_points_and_its_written_part_waits(small_course: SmallCourse) -> None:
    def explain(notebook: dict[str, Any]) -> None:
        cell(notebook, "written--why")["source"] = "Both may read 0."

    small_course.submit("student-01", RIGHT, change=explain)
    result = graded()
    assert (result.points, result.max_points) == (4, 6)
    assert (result.by_hand, result.for_a_person, result.remarks) == (1, 0, ())


def test_a_wrong_answer_loses_just_the_points_of_the_check_it_fails(small_course: SmallCourse) -> None:
    small_course.submit("student-01", WITHOUT_LOCK)
    assert graded().points == 1
    failed = cell(small_course.autograded("student-01"), "add--keeps-all")["outputs"]
    assert [output["output_type"] for output in failed] == ["error"]
    assert "expected 3, got" in "\n".join(failed[0]["traceback"])


def test_an_untouched_release_gets_nothing_and_waits_for_nobody(small_course: SmallCourse) -> None:
    small_course.submit("student-01", None)
    result = graded()
    assert (result.points, result.by_hand, result.for_a_person) == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"print('hello')", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[1, 2]", "JSON, but not a notebook"),
        (b'{"nbformat": 4}', "a notebook without cells"),
        (b'{"nbformat": 4, "cells": ' + b"[" * 100_000, "nested too deeply"),
        (b" " * (21 << 20), "larger than 20 MB"),
    ],
)
def test_what_is_no_notebook_goes_to_a_person_with_the_reason(
    small_course: SmallCourse, content: bytes, reason: str
) -> None:
    small_course.submit("student-01", content=content)
    small_course.submit("student-02")
    broken, fine = graded("student-01"), graded("student-02")
    assert broken.for_a_person == 2
    assert reason in broken.remarks[0]
    assert fine.points == 4


def test_the_notebook_of_another_assignment_goes_to_a_person_and_its_code_is_not_run(small_course: SmallCourse) -> None:
    other = notebook(code("subtract", "def subtract(): pass", solution=True), code("mine", "print('I ran')"))
    small_course.submit("student-01", content=json.dumps(other).encode())
    result = graded()
    assert (result.points, result.for_a_person) == (0, 2)
    assert result.remarks == ("the notebook has none of this assignment's cells",)
    cells = small_course.autograded("student-01")["cells"]
    assert "then those that were handed in" in cells[0]["source"]
    assert [found["source"] for found in cells[-2:]] == ["def subtract(): pass", "print('I ran')"]
    assert cells[-1]["outputs"] == []


def test_nothing_handed_in_is_said_and_is_no_submission(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    (small_course.root / "submitted" / "student-02").mkdir()
    result = graded("student-02")
    assert (result.handed_in, result.remarks) == (False, (NOTHING,))


def test_who_has_not_handed_in_what_is_optional_is_excused_and_who_has_gets_points(small_course: SmallCourse) -> None:
    small_course.write_source(optional(SOURCE))
    build(find_course(), executor=Here())
    small_course.submit("student-01")
    (small_course.root / "submitted" / "student-02").mkdir()
    did, did_not = graded("student-01"), graded("student-02")
    assert (did.optional, did.excused, did.points) == (True, False, 4)
    assert (did_not.optional, did_not.excused, did_not.due, did_not.remarks) == (True, True, False, (OPTIONAL,))


def test_what_is_handed_out_says_that_it_is_optional(small_course: SmallCourse) -> None:
    assert "optional" not in small_course.released()["metadata"]["threadlab"]
    small_course.write_source(optional(SOURCE))
    build(find_course(), executor=Here())
    assert small_course.released()["metadata"]["threadlab"]["optional"] is True
    assert replace(find_course(), as_handed_out=True).is_optional(SmallCourse.assignment)


@pytest.mark.parametrize(
    ("due", "somebody_has", "is_due"),
    [
        ("2026-10-01 12:00:00", False, True),
        ("2026-10-01 12:00:01", True, False),
        (None, True, True),
        (None, False, False),  # it has not been handed out, or nobody is so far yet
    ],
)
def test_what_is_not_due_yet_is_told_apart(
    small_course: SmallCourse, due: str | None, somebody_has: bool, is_due: bool
) -> None:
    (small_course.root / "submitted" / "student-02" / "notes").mkdir(parents=True)
    if somebody_has:
        small_course.submit("student-01")
        grade(find_course(), Here())
    with closing(Gradebook(f"sqlite:///{small_course.root}/gradebook.db")) as gradebook:
        gradebook.update_or_create_assignment(SmallCourse.assignment, duedate=due)
        students = ["student-01", "student-02"]
        now = read_time("2026-10-01 12:00")
        results = read_results(find_course(), gradebook, [SmallCourse.assignment], students, now)
    assert [result.due for result in results] == [somebody_has or is_due, is_due]


def test_a_notebook_under_another_name_is_named(small_course: SmallCourse) -> None:
    small_course.submit("student-01", filename="adding (1).ipynb")
    result = graded()
    assert result.for_a_person == 2
    assert result.remarks == ("no adding.ipynb was handed in; there is adding (1).ipynb",)


def duplicate(cell_id: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        place = notebook["cells"].index(cell(notebook, cell_id))
        notebook["cells"].insert(place, deepcopy(notebook["cells"][place]))

    return change


def delete(*cell_ids: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        notebook["cells"] = [found for found in notebook["cells"] if found["id"] not in cell_ids]

    return change


def strip_metadata(notebook: dict[str, Any]) -> None:
    for found in notebook["cells"]:
        found["metadata"] = {}


def claim_full_points(notebook: dict[str, Any]) -> None:
    for cell_id in ("add--keeps-all", "add--free-afterwards"):
        tests = cell(notebook, cell_id)
        tests["source"] = "1000"
        tests["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": "1000"}, "metadata": {}, "execution_count": 1}
        ]
        tests["metadata"]["nbgrader"] |= {"points": 1000, "locked": False}


def retype(notebook: dict[str, Any]) -> None:
    tests = cell(notebook, "add--keeps-all")
    tests["cell_type"] = "markdown"
    del tests["outputs"], tests["execution_count"]


@pytest.mark.parametrize(
    ("change", "remarks"),
    [
        (duplicate("add--keeps-all"), ("copied: add--keeps-all; the last copy counts",)),
        (duplicate("add"), ("copied: add; the last copy counts",)),
        (delete("add--keeps-all"), ("deleted, and put back: add--keeps-all",)),
        (delete("title", "add--free-afterwards"), ("deleted, and put back: add--free-afterwards",)),
        (strip_metadata, ()),
        (claim_full_points, ()),
        (retype, ()),
        (lambda notebook: notebook["metadata"].update(threadlab={"python": "3.99", "unreadable": "no"}), ()),
        (
            lambda notebook: notebook["cells"].reverse() or duplicate("add")(notebook),
            (
                "copied: add; the last copy counts",
                "moved, and put back: add--keeps-all, add--free-afterwards",
            ),
        ),
    ],
    ids=[
        "copied test",
        "copied answer",
        "deleted test",
        "deleted cells",
        "stripped",
        "forged",
        "retyped",
        "another language",
        "reversed",
    ],
)
def test_untidy_and_forged_notebooks_are_graded_by_their_answers(
    small_course: SmallCourse, change: Callable[[dict[str, Any]], object], remarks: tuple[str, ...]
) -> None:
    small_course.submit("student-01", RIGHT, change=change)
    small_course.submit("student-02", WITHOUT_LOCK, change=change)
    right, wrong = graded("student-01"), graded("student-02")
    assert (right.points, wrong.points) == (4, 1)
    assert right.remarks == wrong.remarks == remarks


def test_a_deleted_answer_fails_its_checks(small_course: SmallCourse) -> None:
    small_course.submit("student-01", change=delete("add"))
    result = graded()
    assert (result.points, result.remarks) == (0, ("deleted, and put back: add",))


@pytest.mark.parametrize(
    "answer",
    [
        "while True:\n    pass",
        RIGHT.replace("with lock:", "while True:"),
        "import os\n\nos._exit(0)",
        "raise SystemExit",
        "def add(amount):\n    add(amount)",
        "def add(",
        "total = 0\n\n\ndef add(amount):\n    return [0] * 10**12",
    ],
)
def test_code_that_would_stop_a_grader_stops_nothing(small_course: SmallCourse, answer: str) -> None:
    small_course.submit("student-01", answer)
    small_course.submit("student-02")
    stopper, fine = graded("student-01"), graded("student-02")
    assert stopper.points < 4
    assert fine.points == 4


def test_what_is_undecided_costs_no_points_but_goes_to_a_person_with_the_reason(small_course: SmallCourse) -> None:
    small_course.submit("student-01", "import os\n" + RIGHT.replace("global total", "global total\n    os.getpid()"))
    result = graded()
    assert result.for_a_person == 2
    assert result.remarks == ("2 checks undecided: uses os",)
    rows = scores(small_course.root / "gradebook.db")
    assert rows["add--keeps-all"] == (None, 1)
    assert "uses os" in comment(small_course.root / "gradebook.db", "add")


def test_a_fault_of_the_grader_is_never_a_zero(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    small_course.submit("student-01")

    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("threadlab.notebook.judging.check.explore", break_down)
    result = graded()
    assert result.for_a_person == 2
    assert "a fault of the grader" in result.remarks[0]
    assert scores(small_course.root / "gradebook.db")["add--keeps-all"] == (None, 1)


def test_an_older_grade_does_not_pass_for_one_that_failed(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01")
    assert graded().points == 4

    def break_down(*_: object) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr("threadlab.grading.pipeline.preprocessors.show", break_down)
    assert main(["grade", "--force"]) == 1
    assert "the grader failed: ZeroDivisionError: no such luck" in capsys.readouterr().out
    assert scores(small_course.root / "gradebook.db")["add--keeps-all"] == (None, 1)
    assert not (small_course.root / "autograded" / "student-01" / small_course.assignment).exists()


def a_mixed_class(course: SmallCourse, order: int = 1) -> None:
    for number, answer in list(enumerate([RIGHT, WITHOUT_LOCK, None, "def add("], start=1))[::order]:
        course.submit(f"student-{number:02}", answer)
    course.submit("student-05", content=b"?")


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for part in ("release", "autograded") for path in (folder / part).rglob("*.ipynb"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in [*files, folder / "gradebook.db"]}


def test_grading_again_changes_no_byte(small_course: SmallCourse) -> None:
    a_mixed_class(small_course)
    grade(find_course(), Here())
    before = contents(small_course.root)
    grade(find_course(), Here())
    assert contents(small_course.root) == before


def test_the_order_in_which_a_class_is_graded_changes_no_byte(small_course: SmallCourse, tmp_path: Path) -> None:
    a_mixed_class(small_course)
    for student in ("student-04", "student-02", "student-05", "student-01", "student-03"):
        grade(find_course(), Here(), students=[student])
    one_by_one = contents(small_course.root)
    (small_course.root / "gradebook.db").unlink()
    grade(find_course(), Here())
    assert contents(small_course.root) == one_by_one


def test_marks_and_comments_of_a_person_survive(small_course: SmallCourse) -> None:
    small_course.submit("student-01", WITHOUT_LOCK)
    grade(find_course(), Here())
    database = small_course.root / "gradebook.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE grade SET manual_score = 2.5 WHERE auto_score = 0")
        connection.execute("UPDATE comment SET manual_comment = 'Look at line 10 again.'")
    assert graded().points == 2.5 * 2 + 1  # the check that failed, and the written answer that was not given
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT DISTINCT manual_comment FROM comment").fetchall() == [
            ("Look at line 10 again.",)
        ]


def test_feedback_has_the_story_and_no_hidden_test(small_course: SmallCourse) -> None:
    small_course.submit(
        "student-01", WITHOUT_LOCK, change=lambda nb: nb["cells"].append(code("mine", "# BEGIN HIDDEN TESTS"))
    )
    grade(find_course(), Here())
    page = (small_course.root / "feedback" / "student-01" / small_course.assignment / "adding.html").read_text()
    assert "expected 3, got" in page
    assert "two_threads_add" in page
    assert "a_negative_amount_is_added_too" not in page


def test_of_a_large_class_those_are_named_who_may_have_been_meant() -> None:
    there = [f"student-{number}" for number in range(1000)]
    with pytest.raises(NotThereError) as told:
        known("student", ["studnet-777", ""], there)
    assert str(told.value).startswith("no student is called studnet-777, ''; there are: student-777, ")
    assert str(told.value).endswith(" and 980 more")
    assert str(told.value).count("student-") == 20


def test_who_or_what_is_not_there_is_named(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    with pytest.raises(NotThereError, match="no student is called nobody; there are: student-01"):
        grade(find_course(), Here(), students=["nobody"])
    assert main(["grade", "2-unknown"]) == 2


def test_the_class_table_names_everybody_with_points_and_reasons(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    a_mixed_class(small_course)
    assert main(["grade"]) == 0
    shown = capsys.readouterr().out
    rows = {line.split()[1]: line for line in shown.splitlines() if "│ student-" in line}
    assert list(rows) == [f"student-{number:02}" for number in range(1, 6)]
    assert rows["student-01"].split()[3] == "4"
    assert "not JSON" in rows["student-05"]
    assert "1 submission has checks that a person must look at" in shown


def test_progress_is_told_before_each_submission(small_course: SmallCourse) -> None:
    a_mixed_class(small_course)
    told: list[tuple[str, int, int]] = []
    outcome: ClassResult = grade(find_course(), Here(), progress=lambda *step: told.append(step))
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4, 5]
    assert {total for *_, total in told} == {5}
    assert len(outcome.results) == 5


def scores(database: Path) -> dict[str, tuple[float | None, int]]:
    """Return each graded cell's automatic score and whether a person must look."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT name, auto_score, needs_manual_grade FROM grade JOIN base_cell ON base_cell.id = cell_id"
        )
        return {name: (score, waits) for name, score, waits in rows}


def comment(database: Path, cell_id: str) -> str:
    with sqlite3.connect(database) as connection:
        query = "SELECT auto_comment FROM comment JOIN base_cell ON base_cell.id = cell_id WHERE name = ?"
        return str(connection.execute(query, [cell_id]).fetchone()[0])


def test_a_source_notebook_without_mistakes_is_what_these_tests_start_from(small_course: SmallCourse) -> None:
    small_course.submit("student-01", content=json.dumps(SOURCE).encode())
    assert graded().points == 4
