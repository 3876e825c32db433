"""One open gradebook for a whole run: the steps share it, and a submission is committed as a whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, MissingEntry

from threadlab.grading.gradebook.single_session import one_gradebook
from threadlab.grading.pipeline import nbgrader_patches


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a gradebook with an assignment of two checks and an answer."""
    nbgrader_patches.apply(lambda _: None)
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("1-one")
        gradebook.add_notebook("notes", "1-one")
        for name in ("first", "second"):
            gradebook.add_grade_cell(name, "notes", "1-one", max_score=2, cell_type="code")
        gradebook.add_solution_cell("answer", "notes", "1-one")
        gradebook.add_student("student-01")
        gradebook.add_submission("1-one", "student-01")
    return url


def scores(url: str) -> list[float | None]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return [score for (score,) in connection.execute("SELECT auto_score FROM grade ORDER BY auto_score")]


PLACE = ("notes", "1-one", "student-01")


def test_everybody_who_opens_it_has_the_same_one_until_the_block_ends(url: str) -> None:
    with one_gradebook(url) as book:
        with Gradebook(url) as one, Gradebook(url, "a-course") as other:
            assert one is other is book
        assert book.find_grade("first", *PLACE) is book.find_grade("first", *PLACE)
    with Gradebook(url) as ordinary:
        assert type(ordinary) is Gradebook


def test_another_gradebook_is_opened_as_ever(url: str, tmp_path: Path) -> None:
    with one_gradebook(url) as book, Gradebook(f"sqlite:///{tmp_path / 'other.db'}") as other:
        assert other is not book
        assert other.assignments == []


def test_what_a_step_commits_is_seen_by_the_next_but_not_in_the_file_until_it_is_kept(url: str) -> None:
    with one_gradebook(url) as book:
        with Gradebook(url) as step:
            step.find_grade("first", *PLACE).auto_score = 2
            step.find_comment("answer", *PLACE).auto_comment = "No response."
            step.db.commit()
        with Gradebook(url) as step:
            assert step.find_submission_notebook(*PLACE).score == 2
            assert step.find_comment("answer", *PLACE).auto_comment == "No response."
        assert scores(url) == [None, None]
        book.keep()
        assert scores(url) == [None, 2]


def test_what_was_given_up_was_never_entered(url: str) -> None:
    with one_gradebook(url) as book:
        book.find_grade("first", *PLACE).auto_score = 1
        book.keep()
        book.find_grade("second", *PLACE).auto_score = 2
        book.db.commit()
        book.give_up()
        assert book.find_grade("second", *PLACE).auto_score is None
    assert scores(url) == [None, 1]


def test_what_is_not_kept_when_the_block_ends_was_never_entered(url: str) -> None:
    with one_gradebook(url) as book:
        book.find_grade("second", *PLACE).auto_score = 2
        book.db.commit()
    assert scores(url) == [None, None]


def test_what_is_not_there_is_said_as_nbgrader_says_it(url: str) -> None:
    with one_gradebook(url) as book:
        with pytest.raises(MissingEntry):
            book.find_grade("third", *PLACE)
        with pytest.raises(MissingEntry):
            book.find_comment("answer", "notes", "1-one", "nobody")
