"""The catalogue: right answers pass every check of their exercise, wrong ones fail just those that they name."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest

from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import find_course

COURSE = find_course(Path(__file__).parent)
ANSWERS = COURSE.root / "answers"
RIGHT = sorted(ANSWERS.glob("*/*/right/*.py"))
WRONG = sorted(ANSWERS.glob("*/*/wrong/*.py"))
FAILS = re.compile(r"# Mistake: \S.*\n# Fails: (?P<checks>\S.*)\n")
STYLE = re.compile(r"# Style: \S.*\n")


def name(answer: Path) -> str:
    """Return how a person would name an answer: "1-start-join/run_all/wrong/no_join"."""
    return answer.relative_to(ANSWERS).with_suffix("").as_posix()


@functools.cache
def known() -> dict[str, Exercise]:
    """Return the course's exercises by their paths."""
    return {exercise.path: exercise for exercise in exercises(COURSE)}


def exercise_of(answer: Path) -> Exercise:
    return known()[answer.relative_to(ANSWERS).parent.parent.as_posix()]


def verdicts(answer: Path) -> dict[str, str]:
    """Judge an answer by all checks of its exercise, as grading does; return what did not hold, and why."""
    result = check_answer(exercise_of(answer), answer.read_text(encoding="utf-8"))
    return {check.check.name: check.report.verdict for check in result.checks if check.report.verdict != "holds"}


@pytest.mark.parametrize("answer", RIGHT, ids=name)
def test_a_right_answer_passes_every_check(answer: Path) -> None:
    assert verdicts(answer) == {}


@pytest.mark.parametrize("answer", WRONG, ids=name)
def test_a_wrong_answer_fails_just_the_checks_that_it_names(answer: Path) -> None:
    found = FAILS.match(answer.read_text(encoding="utf-8"))
    assert found, "the first comment says the mistake, the second line the checks that fail"
    assert verdicts(answer) == dict.fromkeys(found["checks"].split(", "), "fails")


@pytest.mark.parametrize("answer", RIGHT, ids=name)
def test_a_right_answer_says_its_style(answer: Path) -> None:
    assert STYLE.match(answer.read_text(encoding="utf-8"))


@pytest.mark.parametrize("exercise", known().values(), ids=lambda exercise: exercise.path)
def test_every_exercise_has_six_right_answers_and_eight_wrong_ones(exercise: Exercise) -> None:
    folder = ANSWERS / exercise.path
    assert len(list(folder.glob("right/*.py"))) >= 6
    assert len(list(folder.glob("wrong/*.py"))) >= 8


@pytest.mark.parametrize("exercise", known().values(), ids=lambda exercise: exercise.path)
def test_every_check_is_failed_by_some_mistake(exercise: Exercise) -> None:
    named: set[str] = set()
    for answer in (ANSWERS / exercise.path).glob("wrong/*.py"):
        found = FAILS.match(answer.read_text(encoding="utf-8"))
        named.update(found["checks"].split(", ") if found else [])
    assert named == {check.name for check in exercise.checks}


def test_every_folder_of_answers_belongs_to_an_exercise() -> None:
    folders = {folder.relative_to(ANSWERS).as_posix() for folder in ANSWERS.glob("*/*") if folder.is_dir()}
    assert folders == set(known())
