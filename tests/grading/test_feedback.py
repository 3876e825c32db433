"""What the feedback page says about an answer is so, whoever has graded it, and whatever was handed in."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.small_course import WITHOUT_LOCK, SmallCourse, cell
from threadlab.course.folder import CourseFolder
from threadlab.course.nbgrader_steps import Steps
from threadlab.grading.pipeline.judgement import judging
from threadlab.grading.worker.notebook_job import judge
from threadlab.grading.worker.protocol import Outcome, Submission

OUTSIDE = "def add(amount):\n    open('total')"


def _here(submission: Submission) -> Outcome:
    return Outcome(submission.key, judge(dict(submission.request)))


def autograde(course: SmallCourse) -> None:
    with judging(_here):
        Steps(CourseFolder(course.root)).autograde(course.assignment, "student-01")


def gradebook(course: SmallCourse) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def mark(course: SmallCourse, grade_id: str, points: float) -> None:
    """Enter points as the formgrader does."""
    with gradebook(course) as book:
        grade = book.find_grade(grade_id, "adding", course.assignment, "student-01")
        grade.manual_score = points
        grade.needs_manual_grade = False
        book.db.commit()


def comment(course: SmallCourse, grade_id: str, words: str) -> None:
    with gradebook(course) as book:
        book.find_comment(grade_id, "adding", course.assignment, "student-01").manual_comment = words
        book.db.commit()


def page(course: SmallCourse) -> str:
    Steps(CourseFolder(course.root)).generate_feedback(course.assignment, "student-01")
    return (course.root / "feedback/student-01" / course.assignment / "adding.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    """Give what can be read above the notebook, in one line."""
    top = html[html.index("<header") : html.index('id="notebook"')]
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", top)))


def explain(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] = "Both may read 0."


def test_an_answer_that_nobody_gave_was_graded_by_nobody(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    autograde(small_course)
    said = words(page(small_course))
    assert "why ✗ no answer 0 / 2" in said
    assert "graded by a person" not in said
    assert "No response" not in said


def test_what_waits_counts_nothing_until_it_is_graded(small_course: SmallCourse) -> None:
    small_course.submit("student-01", change=explain)
    autograde(small_course)
    said = words(page(small_course))
    assert "4 of 6 points" in said
    assert "What waits for a person counts nothing yet." in said
    mark(small_course, "written--why", 2)
    said = words(page(small_course))
    assert "6 of 6 points" in said
    assert "why graded by a person 2 / 2" in said
    assert "waits" not in said


def test_what_changed_after_it_was_graded_counts_with_the_points_that_it_had(small_course: SmallCourse) -> None:
    def explain_better(notebook: dict[str, Any]) -> None:
        cell(notebook, "written--why")["source"] = "Both may read 0, and one update is lost."

    small_course.submit("student-01", change=explain)
    autograde(small_course)
    mark(small_course, "written--why", 2)
    small_course.submit("student-01", change=explain_better)
    autograde(small_course)
    said = words(page(small_course))
    assert "6 of 6 points" in said
    assert "why ? graded by a person, who will look again 2 / 2" in said
    assert "counts with the points that it has now" in said
    assert "counts nothing" not in said


def test_what_a_person_has_decided_waits_for_nobody(small_course: SmallCourse) -> None:
    small_course.submit("student-01", OUTSIDE)
    autograde(small_course)
    assert "keeps all" in words(page(small_course))
    for check in ("add--keeps-all", "add--free-afterwards"):
        mark(small_course, check, 1)
    html = page(small_course)
    assert words(html).count("graded by a person 1 /") == 2
    assert "will look" not in html


def test_a_comment_stands_at_the_top_and_at_its_answer(small_course: SmallCourse) -> None:
    small_course.submit("student-01", change=explain)
    autograde(small_course)
    comment(small_course, "written--why", "Read *what*?")
    html = page(small_course)
    top, below = html.split('id="notebook"')
    assert "Read <em>what</em>?" in top
    answer = below[below.index('id="written--why"') :]
    assert "Read <em>what</em>?" in answer


def test_a_missing_answer_is_said_once_with_what_to_do(small_course: SmallCourse) -> None:
    def delete(notebook: dict[str, Any]) -> None:
        notebook["cells"].remove(cell(notebook, "add"))
        notebook["cells"].remove(cell(notebook, "add--free-afterwards"))

    small_course.submit("student-01", change=delete)
    autograde(small_course)
    html = page(small_course)
    said = words(html)
    assert "Not in what you handed in: the cell add ." in said
    assert "hand it in again" in said
    assert "Mended before grading: deleted, and put back: add--free-afterwards." in said
    assert said.count("no answer was handed in ✗ fails") == 2
    assert "is not defined" not in html[html.index('id="add--keeps-all"') :]
    assert "was deleted" not in html


def test_an_answer_in_a_cell_of_ones_own_is_judged(small_course: SmallCourse) -> None:
    def move(notebook: dict[str, Any]) -> None:
        cell(notebook, "add")["metadata"] = {}
        cell(notebook, "add")["id"] = "my-own"

    small_course.submit("student-01", WITHOUT_LOCK, change=move)
    autograde(small_course)
    said = words(page(small_course))
    assert "An update is lost: expected 3, got 1 ✗ fails" in said
    assert "free afterwards Tests that hold" in said


@pytest.mark.parametrize(("content", "reason"), [(b"", "the file is empty"), (b'{"cells": [', "the file is not JSON")])
def test_a_file_that_cannot_be_read_is_said_once_with_what_to_do(
    small_course: SmallCourse, content: bytes, reason: str
) -> None:
    small_course.submit("student-01", content=content)
    autograde(small_course)
    html = page(small_course)
    assert f"Your submission could not be read: {reason}" in words(html)
    assert "hand it in again" in words(html)
    assert html.count(reason) == 1
    assert "was deleted" not in html
