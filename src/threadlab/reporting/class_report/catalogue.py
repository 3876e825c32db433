"""The catalogue's mistakes, and what the course's checks find in each: a class's failing answers are held beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from threadlab.course.answer_batch import BatchedAnswer, judge_attempts
from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import CourseFolder
from threadlab.course.verify.catalogue import answers_to
from threadlab.grading.executors.base import Executor
from threadlab.notebook.judging.report import TestReport
from threadlab.reporting.class_report.class_facts import Progress
from threadlab.reporting.class_report.failure_facts import Facts, facts_of

_MISTAKE = re.compile(r"# Mistake: (.*)")
_HEADING = re.compile(r"^#{1,6} +(.*\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KnownMistake:
    """A wrong answer of the catalogue: what its author says of it, and how it fails."""

    name: str
    words: str
    facts: Facts
    failing: tuple[TestReport, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exercise with the headings of the text that stands before it."""

    exercise: Exercise
    headings: tuple[str, ...]


def lessons(course: CourseFolder, assignments: Iterable[str]) -> list[Lesson]:
    """List the exercises of assignments with the headings of what is taught before each."""
    return [_lesson(exercise) for name in assignments for exercise in exercises(course, name)]


def _lesson(exercise: Exercise) -> Lesson:
    headings: list[str] = []
    for cell in exercise.cells:
        if cell.grade_id == exercise.name:
            break
        if cell.is_test:
            headings = []  # what stands before it belongs to the exercise that it judges
        elif cell.kind == "markdown":
            headings += _HEADING.findall(cell.text)
    return Lesson(exercise, tuple(headings[:-1] or headings))  # the last one is the exercise's own


def known_mistakes(
    course: CourseFolder, wanted: Iterable[Exercise], executor: Executor, progress: Progress
) -> dict[tuple[str, str], list[KnownMistake]]:
    """Judge the catalogue's wrong answers; what was judged before is remembered.

    Args:
        course: the course, with its catalogue.
        wanted: the exercises in which somebody failed.
        executor: who judges.
        progress: told how far it is.

    Returns:
        The mistakes of each exercise, by assignment and exercise.
    """
    attempts = list(_attempts(course, wanted))
    found: dict[tuple[str, str], list[KnownMistake]] = {}
    for done, judged in enumerate(judge_attempts(attempts, executor)):
        exercise = judged.attempt.exercise
        progress(f"the catalogue: {exercise.name}", done, len(attempts))
        if judged.result is None or not judged.is_caught:
            continue
        failing = {
            check.check.name: [test for test in check.report.tests if test.verdict == "fails"]
            for check in judged.result.checks
        }
        said = _MISTAKE.search(judged.attempt.text)
        name = judged.attempt.name.partition("/")[2]
        words = said[1].rstrip(". ") if said else name.replace("_", " ")
        tests = tuple(test for tests in failing.values() for test in tests)
        found.setdefault((exercise.assignment, exercise.name), []).append(
            KnownMistake(name, words, facts_of(failing), tests)
        )
    return found


def _attempts(course: CourseFolder, wanted: Iterable[Exercise]) -> Iterator[BatchedAnswer]:
    for exercise in wanted:
        for answer in answers_to(exercise, course.root):
            if not answer.right and not answer.problem:
                yield BatchedAnswer(exercise, answer.name, answer.text)
