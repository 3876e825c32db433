"""The catalogue: right answers pass every check, wrong ones fail just those that they name, in the way they name."""

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
ONE = re.compile(r"(?P<check>[a-z_-]+) \((?P<kind>[a-z-]+)\)")
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
    """Judge an answer by all checks of its exercise, as grading does; return what did not hold, and how it failed."""
    result = check_answer(exercise_of(answer), answer.read_text(encoding="utf-8"))
    return {
        check.check.name: check.decisive.kind or check.report.verdict
        for check in result.checks
        if check.report.verdict != "holds"
    }


def named(answer: Path) -> dict[str, str]:
    """Return the checks that a wrong answer says it must fail, and the kinds of failure."""
    found = FAILS.match(answer.read_text(encoding="utf-8"))
    assert found, "the first comment says the mistake, the second line the checks that fail, each with its kind"
    parts = [ONE.fullmatch(part) for part in found["checks"].split(", ")]
    return {part["check"]: part["kind"] for part in parts if part}


@pytest.mark.parametrize("answer", RIGHT, ids=name)
def test_a_right_answer_passes_every_check(answer: Path) -> None:
    assert verdicts(answer) == {}


@pytest.mark.parametrize("answer", WRONG, ids=name)
def test_a_wrong_answer_fails_just_the_checks_that_it_names(answer: Path) -> None:
    assert verdicts(answer) == named(answer)


@pytest.mark.parametrize("answer", RIGHT, ids=name)
def test_a_right_answer_says_its_style(answer: Path) -> None:
    assert STYLE.match(answer.read_text(encoding="utf-8"))


@pytest.mark.parametrize("exercise", known().values(), ids=lambda exercise: exercise.path)
def test_every_exercise_has_eight_right_answers_and_fifteen_wrong_ones(exercise: Exercise) -> None:
    folder = ANSWERS / exercise.path
    assert len(list(folder.glob("right/*.py"))) >= 8
    assert len(list(folder.glob("wrong/*.py"))) >= 15


@pytest.mark.parametrize("exercise", known().values(), ids=lambda exercise: exercise.path)
def test_every_check_is_failed_by_some_mistake(exercise: Exercise) -> None:
    failed = {check for answer in (ANSWERS / exercise.path).glob("wrong/*.py") for check in named(answer)}
    assert failed == {check.name for check in exercise.checks}


def test_every_folder_of_answers_belongs_to_an_exercise() -> None:
    folders = {folder.relative_to(ANSWERS).as_posix() for folder in ANSWERS.glob("*/*") if folder.is_dir()}
    assert folders == set(known())
