"""Once somebody has handed in, the graded cells of an assignment stay: what was changed is named, with the ways out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from nbgrader.api import Gradebook

from tests.small_course import FREE_AFTERWARDS, RIGHT, SOURCE, WITHOUT_LOCK, Here, SmallCourse, cell, code
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.course.release.build import Built, ReleaseRefusedError, build

MORE = code(
    "add--adds-twice",
    FREE_AFTERWARDS.replace("the_lock_is_free_afterwards", "twice").replace(
        "add(1)\n    assert not lock.locked()", "add(1)\n    add(1)\n    assert total == 2"
    ),
    grade=True,
    locked=True,
    points=2,
)
WAYS_OUT = "threadlab grade --as-handed-out 1-adding"


def added(source: dict[str, Any]) -> None:
    source["cells"].insert(-1, deepcopy(MORE))


def taken_out(source: dict[str, Any]) -> None:
    source["cells"].remove(cell(source, "add--free-afterwards"))


def renamed(source: dict[str, Any]) -> None:
    check = cell(source, "add--free-afterwards")
    check["id"] = check["metadata"]["nbgrader"]["grade_id"] = "add--lock-is-free"


def another_question(source: dict[str, Any]) -> None:
    question = deepcopy(cell(source, "written--why"))
    question["id"] = question["metadata"]["nbgrader"]["grade_id"] = "written--how"
    source["cells"].append(question)


def change(course: SmallCourse, edit: Any) -> None:
    source = deepcopy(SOURCE)
    edit(source)
    course.write_source(source)


@pytest.fixture
def handed_in(small_course: SmallCourse) -> SmallCourse:
    """A class of two, graded."""
    small_course.submit("student-01", RIGHT)
    small_course.submit("student-02", WITHOUT_LOCK)
    assert grade(find_course(), Here()).faults == ()
    return small_course


def points() -> list[float]:
    return [result.points for result in grade(find_course(), Here()).results]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (added, "but add--adds-twice added"),
        (taken_out, "but add--free-afterwards taken out"),
        (renamed, "but add--lock-is-free added and add--free-afterwards taken out"),
        (another_question, "but written--how added"),
    ],
)
def test_what_came_or_went_is_named_with_the_ways_out(
    handed_in: SmallCourse, edit: Any, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change(handed_in, edit)
    before = (handed_in.root / "gradebook.db").read_bytes()
    for command in (["build"], ["grade"]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert (
            f"source/1-adding/adding.ipynb: somebody has handed in, so no graded cell can come or go, {words}" in said
        )
        assert WAYS_OUT in said
        assert "threadlab build --replace 1-adding" in said
        assert "Traceback" not in said
    assert (handed_in.root / "gradebook.db").read_bytes() == before


def test_a_notebook_that_came_or_went_is_named(handed_in: SmallCourse) -> None:
    handed_in.source.rename(handed_in.source.with_name("sums.ipynb"))
    with pytest.raises(ReleaseRefusedError) as refused:
        build(find_course(), executor=Here())
    assert "source/1-adding/adding.ipynb: " in str(refused.value)
    assert "source/1-adding/sums.ipynb: " in str(refused.value)


def test_before_anybody_has_handed_in_checks_may_come_and_go(small_course: SmallCourse) -> None:
    for edit in (added, renamed, taken_out):
        change(small_course, edit)
        assert build(find_course(), executor=Here()) == Built(("1-adding",))


def test_texts_and_points_may_change_after_somebody_has_handed_in(handed_in: SmallCourse) -> None:
    change(handed_in, lambda source: cell(source, "add--free-afterwards")["metadata"]["nbgrader"].update(points=2))
    assert points() == [5, 2]


def test_a_class_is_graded_as_handed_out_whatever_source_has_become(handed_in: SmallCourse) -> None:
    change(handed_in, added)
    handed_in.submit("student-03", RIGHT)
    (handed_in.source.parent / "later.ipynb").write_text("no notebook at all")
    assert main(["grade", "--as-handed-out", "--force"]) == 0
    with Gradebook(f"sqlite:///{handed_in.root / 'gradebook.db'}") as book:
        scores = {found.student.id: found.score for found in book.assignment_submissions("1-adding")}
    assert scores == {"student-01": 4, "student-02": 1, "student-03": 4}


def test_an_assignment_starts_anew_and_a_copy_of_the_gradebook_is_kept(
    handed_in: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    gradebook = handed_in.root / "gradebook.db"
    before = gradebook.read_bytes()
    change(handed_in, added)
    assert main(["build", "--replace", "1-adding"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Started anew; the gradebook as it was before is kept in gradebook-before-1-adding-anew-1.db.",
        "Built 1-adding.",
    ]
    assert (handed_in.root / "gradebook-before-1-adding-anew-1.db").read_bytes() == before
    assert points() == [6, 3]
    assert main(["build", "--replace"]) == 0, "nothing is forgotten unless it has to be"
    change(handed_in, taken_out)
    assert main(["build", "--replace", "1-adding"]) == 0
    assert "gradebook-before-1-adding-anew-2.db" in capsys.readouterr().out


def test_extensions_and_the_due_date_outlive_a_new_start(handed_in: SmallCourse) -> None:
    url = f"sqlite:///{handed_in.root / 'gradebook.db'}"
    with Gradebook(url) as book:
        book.update_or_create_assignment("1-adding", duedate="2030-01-01 12:00:00")
        book.update_or_create_submission("1-adding", "student-02", extension=timedelta(days=3, hours=2))
    change(handed_in, added)
    build(find_course(), executor=Here(), replace=True)
    grade(find_course(), Here())
    with Gradebook(url) as book:
        dues = {found.student.id: str(found.duedate) for found in book.assignment_submissions("1-adding")}
    assert dues == {"student-01": "2030-01-01 12:00:00", "student-02": "2030-01-04 14:00:00"}


def test_a_new_start_that_fails_forgets_nothing(handed_in: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    change(handed_in, added)
    url = handed_in.root / "gradebook.db"
    before = dump(url)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    from threadlab.course.nbgrader_steps import Steps

    generate = Steps.generate_assignment
    monkeypatch.setattr(
        Steps,
        "generate_assignment",
        lambda self, name, into, enter=True: full() if enter else generate(self, name, into, enter=False),
    )
    with pytest.raises(OSError, match="No space"):
        build(find_course(), executor=Here(), replace=True)
    assert dump(url) == before
    assert not list(handed_in.root.glob("gradebook-before-*"))


def dump(path: Any) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        return list(file.iterdump())
