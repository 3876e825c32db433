"""Of a mark that is another than before it is said what changed, and only what did."""

from __future__ import annotations

from copy import deepcopy

from tests.small_course import KEEPS_ALL, SOURCE, WITHOUT_LOCK, Here, SmallCourse, cell, code
from threadlab.course.folder import find_course
from threadlab.course.grading_run.changed_marks import PENALTY
from threadlab.course.grading_run.grade import ClassResult, grade

LATE_RULE = """
from nbgrader.plugins import BasePlugin


class OnePoint(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.0


c.AssignLatePenalties.plugin_class = OnePoint
"""


def graded(course: SmallCourse, **changed: str) -> ClassResult:
    """Grade once more, after cells of the author's got other texts."""
    source = deepcopy(SOURCE)
    for name, text in changed.items():
        cell(source, name.replace("_", "-"))["source"] = text
    course.write_source(source)
    return grade(find_course(), Here())


def test_the_tests_changed_is_said_of_tests_only(small_course: SmallCourse) -> None:
    small_course.submit("student-01", WITHOUT_LOCK)
    graded(small_course)
    lesson = graded(small_course, title="# Adding, told otherwise", try_it="add(3)")
    assert (lesson.graded, lesson.unchanged, lesson.changes) == (0, 1, ())

    stricter = KEEPS_ALL.partition("\n\n\n###")[0].replace("two_threads_add", "two_threads_really_add")
    changed = graded(small_course, **{"add--free-afterwards": stricter}).changes
    assert [(change.check, change.why) for change in changed] == [("add--free-afterwards", "the tests changed")]


def test_what_else_of_the_authors_changed_is_not_called_tests(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    graded(small_course)
    (small_course.source.parent / "data.txt").write_text("for the lesson")
    outcome = graded(small_course)
    assert (outcome.graded, outcome.changes) == (1, ())


def test_points_taken_off_for_handing_in_late_are_among_the_changed_marks(small_course: SmallCourse) -> None:
    from nbgrader.api import Gradebook

    settings = small_course.root / "nbgrader_config.py"
    settings.write_text(settings.read_text() + LATE_RULE)
    path = small_course.submit("student-01")
    (path.parent / "timestamp.txt").write_text("2030-01-31 12:00:00 UTC")
    grade(find_course(), Here())
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as gradebook:
        gradebook.update_or_create_assignment("1-adding", duedate="2030-01-01 12:00:00 UTC")
    (change,) = grade(find_course(), Here()).changes
    assert (change.check, change.old, change.new) == (PENALTY, 0, 1)
    assert str(change) == (
        "1-adding of student-01, points taken off for handing in late: 0 -> 1 "
        "(the due date, what lateness costs, or the hand-in time changed)"
    )


def test_a_test_of_ones_own_is_no_test_of_the_authors(small_course: SmallCourse) -> None:
    small_course.submit("student-01", change=lambda notebook: notebook["cells"].append(code("mine", "x = 1")))
    graded(small_course)
    small_course.submit("student-01", WITHOUT_LOCK)
    assert {change.why for change in graded(small_course).changes} == {"the answer changed"}
