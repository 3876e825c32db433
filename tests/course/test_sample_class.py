"""The sample class of this repository: everybody has a grade or a reason, and grading it again changes no byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import ClassResult, grade
from threadlab.course.grading_run.results import AssignmentResult
from threadlab.course.workers import workers

REPOSITORY = Path(__file__).parents[2]
PARTS = ("source", "release", "submitted", "autograded", "gradebook.db", "nbgrader_config.py")


def contents(root: Path) -> dict[str, bytes]:
    """Return every committed file of the class, by its name."""
    files = [path for part in PARTS for path in [root / part, *(root / part).rglob("*")] if path.is_file()]
    return {str(path.relative_to(root)): path.read_bytes() for path in files if ".ipynb_checkpoints" not in path.parts}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    root = tmp_path_factory.mktemp("course")
    for part in PARTS:
        copy = shutil.copytree if (REPOSITORY / part).is_dir() else shutil.copy
        copy(REPOSITORY / part, root / part)
    return CourseFolder(root)


@pytest.fixture(scope="module")
def outcome(course: CourseFolder) -> ClassResult:
    """What grading the class again comes to."""
    with workers(course, trusted=True, afresh=True) as executor:
        return grade(course, executor)


def test_grading_again_changes_no_byte(outcome: ClassResult, course: CourseFolder) -> None:
    before, after = contents(REPOSITORY), contents(course.root)
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    assert changed == []


def result(outcome: ClassResult, student: str, assignment: str) -> AssignmentResult:
    return next(it for it in outcome.results if (it.student, it.assignment[0]) == (student, assignment))


def test_at_least_twelve_students_have_each_assignment(outcome: ClassResult) -> None:
    students = {it.student for it in outcome.results}
    assert len(students) >= 12
    assert len(outcome.results) == len(students) * len(outcome.assignments)
    assert outcome.faults == ()


def test_whoever_has_no_grade_has_a_reason(outcome: ClassResult) -> None:
    for it in outcome.results:
        if it.for_a_person or not it.handed_in:
            assert it.remarks, it


@pytest.mark.parametrize("student", ["student-01", "student-02", "student-03"])
def test_right_answers_in_any_style_get_every_point_but_the_written_ones(outcome: ClassResult, student: str) -> None:
    for assignment in "1234":
        it = result(outcome, student, assignment)
        assert (it.points, it.by_hand, it.for_a_person) == (it.max_points - 4, 1, 0)


def test_an_untouched_release_gets_nothing(outcome: ClassResult) -> None:
    assert [result(outcome, "student-04", assignment).points for assignment in "1234"] == [0, 0, 0, 0]


@pytest.mark.parametrize("student", ["student-06", "student-07", "student-08", "student-09"])
def test_typical_mistakes_cost_some_points(outcome: ClassResult, student: str) -> None:
    for assignment in "123":
        it = result(outcome, student, assignment)
        assert 0 < it.points < it.max_points - 4


@pytest.mark.parametrize(
    ("student", "assignment", "remark"),
    [
        ("student-05", "3", "nothing handed in"),
        ("student-11", "1", "4 checks undecided: uses _exit"),
        ("student-12", "1", "the file is not JSON, so it is not a notebook"),
        ("student-12", "2", "the file is empty"),
        ("student-12", "3", "no producer_consumer.ipynb was handed in; there is producer_consumer (1).ipynb"),
        ("student-13", "2", "nothing handed in"),
        ("student-14", "1", "copied: run_all--results-in-order; the last copy counts"),
        ("student-15", "1", "deleted, and put back: numbers_and_letters--each-in-order"),
    ],
)
def test_what_is_not_as_usual_is_said(outcome: ClassResult, student: str, assignment: str, remark: str) -> None:
    assert remark in result(outcome, student, assignment).remarks


def test_untidy_notebooks_lose_nothing(outcome: ClassResult) -> None:
    for assignment in "123":
        it = result(outcome, "student-16", assignment)
        assert (it.points, it.for_a_person) == (it.max_points - 4, 0)
