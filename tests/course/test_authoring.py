"""From nothing to an exercise that is judged: what ``new-assignment`` and ``new-exercise`` write is whole and right."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.small_course import Here, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.mutation.score import all_of
from threadlab.course.verify.verification import verify


def test_a_first_exercise_is_right_in_itself_and_verify_says_what_is_missing(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-assignment", "2-counting"]) == 0
    assert main(["new-exercise", "2-counting", "count_call"]) == 0
    assert "threadlab verify 2-counting/count_call" in capsys.readouterr().out
    course = find_course(small_course.root)
    nbformat.validate(nbformat.read(small_course.root / "source/2-counting/counting.ipynb", as_version=4))
    found = verify(course, "2-counting/count_call", Here())
    assert {finding.rule for finding in found.findings} == {"not-built", "too-few-answers"}
    [report] = found.exercises
    assert (report.right, report.wrong) == (1, 1)
    assert report.tallies is not None
    every = all_of(report.tallies)
    assert every.caught == every.total


def test_a_written_question_has_a_mark_scheme_that_is_for_the_grader_alone(small_course: SmallCourse) -> None:
    assert main(["new-exercise", "1-adding", "subtract", "--written"]) == 0
    question, answer = nbformat.read(small_course.source, as_version=4).cells[-2:]
    marks = answer.metadata.nbgrader
    assert (answer.id, marks.grade, marks.solution, marks.locked) == ("written--subtract", True, True, False)
    assert f"({marks.points} points)" in question.source
    points = re.findall(r"^- (\d+) points?: ", answer.source.partition("**Mark scheme.**")[2], re.MULTILINE)
    assert sum(map(int, points)) == marks.points
    assert main(["build", "1-adding"]) == 0
    released = {cell["id"]: cell["source"] for cell in small_course.released()["cells"]}
    assert released["question-subtract"] == question.source
    assert released["written--subtract"] == "YOUR ANSWER HERE"


def test_a_question_in_words_is_added_only_where_it_is_asked_for(small_course: SmallCourse) -> None:
    assert main(["new-exercise", "1-adding", "subtract"]) == 0
    assert "written--subtract" not in small_course.source.read_text(encoding="utf-8")


def test_a_second_exercise_is_added_and_nothing_is_overwritten(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    before = small_course.source.read_text(encoding="utf-8")
    assert main(["new-exercise", "1-adding", "subtract"]) == 0
    assert [c.path for c in _exercises(small_course)] == ["1-adding/add", "1-adding/subtract"]
    after = small_course.source.read_text(encoding="utf-8")
    assert after != before
    for arguments, said in (
        (["new-exercise", "1-adding", "subtract"], "has an exercise subtract already"),
        (["new-exercise", "1-adding", "Two Words"], "cannot be an exercise"),
        (["new-exercise", "1-adding", "class"], "cannot be an exercise"),
        (["new-exercise", "9-none", "add_up"], "no assignment is called 9-none"),
        (["new-assignment", "1-adding"], "is there already"),
        (["new-assignment", "../out"], "cannot be an assignment"),
    ):
        assert main(arguments) == 2
        assert said in capsys.readouterr().err
    assert small_course.source.read_text(encoding="utf-8") == after


def _exercises(course: SmallCourse):  # type: ignore[no-untyped-def]
    from threadlab.course.exercises import exercises

    return exercises(find_course(course.root))
