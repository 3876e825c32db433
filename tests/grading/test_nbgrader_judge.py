"""Between nbgrader and whoever judges: what is asked, and what is made of the answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tests.small_course import Done
from threadlab.grading.executors.base import AHEAD
from threadlab.grading.executors.prefetch import Ahead
from threadlab.grading.pipeline.judgement import judging, submission_judged
from threadlab.grading.pipeline.outputs import show
from threadlab.grading.worker.protocol import Outcome, Submission
from threadlab.notebook.judging.report import NotebookReport

TEST = {"nbgrader": {"grade": True, "grade_id": "add--keeps-all", "solution": False, "locked": True, "points": 3}}


def restored(unreadable: str = "") -> NotebookNode:
    """Make a notebook of one test cell, as it comes from the step before."""
    cell = new_code_cell("assert True", id="add--keeps-all", metadata=TEST)
    return new_notebook(cells=[cell], metadata={"threadlab": NotebookNode(unreadable=unreadable, notes=[])})


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome("x", reason="used more than 60 s of CPU"), "the submission used more than 60 s of CPU"),
        (Outcome("x", reason="brought out a fault of the grader", fault=True), "brought out a fault of the grader"),
        (Outcome("x", report={}), "garbled its own report"),
        (Outcome("x", report={"cells": {}, "checks": [{"verdict": "holds"}]}), "garbled its own report"),
        (Outcome("x", report=NotebookReport().to_json()), "the grader gave no report for it"),
    ],
)
def test_without_a_verdict_there_is_a_reason_and_neither_pass_nor_zero(outcome: Outcome, reason: str) -> None:
    notebook = restored()
    with judging(lambda _: outcome):
        show(submission_judged(notebook, "x"), notebook)
    (cell,) = notebook.cells
    assert reason in cell.metadata.threadlab.reason
    assert cell.metadata.threadlab.verdict == "undecided"
    assert [output.output_type for output in cell.outputs] == ["error"]


def test_what_could_not_be_read_is_not_judged() -> None:
    def nobody(_: Submission) -> Outcome:
        raise AssertionError

    with judging(nobody):
        assert (
            submission_judged(restored("the file is empty"), "x").reason
            == "the submission could not be read: the file is empty"
        )


def test_of_a_notebook_with_too_many_cells_it_is_said_that_it_has() -> None:
    def nobody(_: Submission) -> Outcome:
        raise AssertionError

    notebook = restored()
    notebook.cells += [new_code_cell("1") for _ in range(2_000)]
    with judging(nobody):
        assert submission_judged(notebook, "x").reason == "the submission has 2,001 cells, and may have 2,000"


def test_the_question_is_the_text_of_the_cells_and_nothing_else() -> None:
    asked = []

    def answer(submission: Submission) -> Outcome:
        asked.append(submission)
        return Outcome(submission.key, reason="was looked at")

    with judging(answer):
        submission_judged(restored(), "student-01/1-adding/adding")
    ((cell,),) = [submission.request["cells"] for submission in asked]
    assert cell["text"] == "assert True"
    assert "student-01" not in str(asked[0].request)


class Counting:
    """An executor that notes what it was given."""

    jobs = 2

    def __init__(self) -> None:
        self.started: list[str] = []

    def start(self, submission: Submission) -> Done:
        self.started.append(submission.key)
        return Done(Outcome(submission.key, reason=str(submission.request["text"])))


def numbered(count: int) -> Iterator[Submission]:
    return (Submission(str(number), {"text": number}) for number in range(count))


def test_submissions_are_begun_ahead_but_only_a_few() -> None:
    executor = Counting()
    ahead = Ahead(executor, numbered(1000))
    for number in range(5):
        assert ahead(Submission(str(number), {"text": number})).reason == str(number)
    assert len(executor.started) == 5 + executor.jobs * AHEAD
    assert executor.started == [str(number) for number in range(len(executor.started))]


def test_what_changed_since_it_was_begun_is_judged_again() -> None:
    ahead = Ahead(Counting(), numbered(3))
    assert ahead(Submission("0", {"text": "handed in a moment ago"})).reason == "handed in a moment ago"


def test_what_nobody_asks_for_makes_room() -> None:
    executor = Counting()
    ahead = Ahead(executor, numbered(1000))
    for number in range(100):
        ahead.forget(str(number))
        if number % 10 == 0:
            ahead(Submission(str(number), {"text": number}))
    ahead(Submission("99", {"text": 99}))
    assert len(executor.started) > 100


def test_what_was_not_foreseen_is_judged_all_the_same() -> None:
    assert Ahead(Counting(), [])(Submission("late", {"text": "here"})).reason == "here"


def test_what_keeps_the_executor_from_working_is_raised_before_nbgrader_could_swallow_it() -> None:
    class Lost(Exception):
        pass

    class Unreachable(Counting):
        def start(self, submission: Submission) -> Done:
            class Never(Done):
                def result(self) -> Outcome:
                    raise Lost

            return Never(Outcome(submission.key))

    ahead = Ahead(Unreachable(), numbered(3))
    with pytest.raises(Lost):
        ahead.wait_for("0")
    ahead.wait_for("nobody")
