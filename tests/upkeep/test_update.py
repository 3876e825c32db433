"""A later version of a course: taken over where no grade can change unseen, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.small_course import SOURCE, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.upkeep.backups import backups
from threadlab.upkeep.origin import taken_from

NOTEBOOK = "source/1-adding/adding.ipynb"
Change = Callable[[dict[str, Any]], object]


def title(notebook: dict[str, Any]) -> None:
    cell(notebook, "title")["source"] = "# Adding, said better"


def points(notebook: dict[str, Any]) -> None:
    cell(notebook, "add--keeps-all")["metadata"]["nbgrader"]["points"] = 5


def check(notebook: dict[str, Any]) -> None:
    cell(notebook, "add--keeps-all")["source"] += "\n# stricter"


def code(notebook: dict[str, Any]) -> None:
    cell(notebook, "try-it")["source"] = "add(3)"


def scheme(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] += "\n"


@pytest.fixture
def term(small_course: SmallCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCourse:
    """A term that was made from the small course; the current folder is the term's."""
    answers = small_course.root / "answers" / "1-adding" / "add" / "wrong"
    answers.mkdir(parents=True)
    (answers / "one.py").write_text("one")
    assert main(["new-term", str(tmp_path / "term")]) == 0
    monkeypatch.chdir(tmp_path / "term")
    return SmallCourse(tmp_path / "term")


def later(small_course: SmallCourse, change: Change) -> str:
    content = deepcopy(SOURCE)
    change(content)
    small_course.write_source(content)
    return small_course.source.read_text()


def hand_in(term: SmallCourse, small_course: SmallCourse) -> None:
    path = term.root / "submitted" / "student-01" / "1-adding" / "adding.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(small_course.released()))


@pytest.mark.parametrize("change", [title, points, check, code, scheme])
def test_before_anybody_has_handed_in_everything_is_taken_over(
    small_course: SmallCourse, term: SmallCourse, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = later(small_course, change), term.source.read_text()
    assert main(["update", "--dry-run"]) == 0
    assert f"would take over: {NOTEBOOK}" in capsys.readouterr().out
    assert term.source.read_text() == old
    assert not backups(CourseFolder(term.root))
    assert main(["update"]) == 0
    assert term.source.read_text() == new
    assert main(["restore", backups(CourseFolder(term.root))[0].name]) == 0
    assert term.source.read_text() == old


@pytest.mark.parametrize("change", [points, check, code, scheme])
def test_once_somebody_has_what_could_change_grades_is_left_alone_until_that_is_asked_for(
    small_course: SmallCourse, term: SmallCourse, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    new, old = later(small_course, change), term.source.read_text()
    hand_in(term, small_course)
    assert main(["update"]) == 1
    said = capsys.readouterr().out
    assert f"left alone: {NOTEBOOK}: 1 has handed in, and checks, points or code" in said
    assert "--grades-may-change" in said
    assert term.source.read_text() == old
    assert main(["update", "--grades-may-change"]) == 0
    assert term.source.read_text() == new


def test_words_of_the_lesson_are_taken_over_all_the_same(small_course: SmallCourse, term: SmallCourse) -> None:
    new = later(small_course, title)
    hand_in(term, small_course)
    assert main(["update"]) == 0
    assert term.source.read_text() == new


def test_what_you_have_changed_stays_yours(
    small_course: SmallCourse, term: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    later(small_course, title)
    mine = deepcopy(SOURCE)
    code(mine)
    term.write_source(mine)
    assert main(["update", "--grades-may-change"]) == 1
    assert f"left alone: {NOTEBOOK}: you have changed it, and so have they" in capsys.readouterr().out
    assert json.loads(term.source.read_text()) == mine


def test_what_they_have_not_changed_is_no_news_even_if_you_have(
    term: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = deepcopy(SOURCE)
    code(mine)
    term.write_source(mine)
    assert main(["update"]) == 0
    assert "Nothing in " in capsys.readouterr().out


def test_files_come_and_go_with_the_catalogue(small_course: SmallCourse, term: SmallCourse) -> None:
    wrong = small_course.root / "answers" / "1-adding" / "add" / "wrong"
    (wrong / "one.py").unlink()
    (wrong / "two.py").write_text("two")
    assert main(["update"]) == 0
    assert [path.name for path in (term.root / "answers").rglob("*.py")] == ["two.py"]
    origin = taken_from(CourseFolder(term.root))
    assert origin is not None
    assert sorted(origin.files) == ["answers/1-adding/add/wrong/two.py", NOTEBOOK]
    assert main(["update"]) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "it is not noted which course this one was made from; name it: threadlab update --from FOLDER"),
        (["--from", "."], "is this course itself"),
        (["--from", "nowhere"], "has no source/"),
    ],
)
@pytest.mark.usefixtures("small_course")
def test_a_course_that_is_none_is_told(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", *options]) == 2
    assert said in capsys.readouterr().err
