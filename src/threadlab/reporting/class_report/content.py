"""All that a report says, before it is laid out: as a page, or as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from threadlab.course.folder import CourseFolder
from threadlab.grading.executors.base import Executor
from threadlab.reporting.class_report.catalogue import Lesson, known_mistakes, lessons
from threadlab.reporting.class_report.class_facts import ClassFacts, Progress, SubmissionFacts, read_class
from threadlab.reporting.class_report.item_statistics import Item, items
from threadlab.reporting.class_report.mistakes import Mistake, mistakes
from threadlab.reporting.class_report.times import Times, times
from threadlab.reporting.class_report.waiting import Waiting, list_waiting

MOST_TAUGHT = 5  # things to teach again; a lesson has no room for more


@dataclass(frozen=True, slots=True)
class AssignmentContent:
    """One assignment in numbers. ``points`` are those of each submission that could be read, in order."""

    name: str
    points: tuple[float, ...]
    most: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TeachAgain:
    """A mistake that many made, with the question to ask of it and the headings of the lesson that it is about."""

    mistake: Mistake
    share: float  # of those who handed the assignment in
    question: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says."""

    course_id: str
    students: int
    names: bool
    hand_ins: tuple[SubmissionFacts, ...]
    assignments: tuple[AssignmentContent, ...]
    mistakes: tuple[Mistake, ...]
    teach: tuple[TeachAgain, ...]
    times: tuple[Times, ...]
    waiting: tuple[Waiting, ...]


Workers = Callable[[], AbstractContextManager[Executor]]


def content_of(
    course: CourseFolder,
    judges: Workers,
    progress: Progress,
    *,
    released: Mapping[str, datetime],
    names: bool,
) -> Content:
    """Read a class and work out what is to be said of it.

    Args:
        course: the course, graded.
        judges: opens who judges the catalogue's mistakes; only where somebody failed.
        progress: told how far it is.
        released: when assignments were handed out, of those for which that is known; in UTC, without a zone.
        names: whether students are to be named.

    Raises:
        NotThereError: if nothing is graded yet.
        NoWorkersError: if nobody can judge.
    """
    facts = read_class(course, progress)
    there = [name for name in facts.assignments if name in course.assignments()]
    taught = lessons(course, there)
    failed = {
        (hand_in.assignment, name.partition("--")[0])
        for hand_in in facts.hand_ins
        for name, part in hand_in.parts.items()
        if part.failing
    }
    wanted = [lesson.exercise for lesson in taught if (lesson.exercise.assignment, lesson.exercise.name) in failed]
    if wanted:
        with judges() as executor:
            found = mistakes(facts, known_mistakes(course, wanted, executor, progress))
    else:
        found = []
    return Content(
        course_id=facts.course_id,
        students=len(facts.students),
        names=names,
        hand_ins=facts.hand_ins,
        assignments=tuple(_assignment(facts, name) for name in facts.assignments if facts.of(name)),
        mistakes=tuple(found),
        teach=tuple(_teach(facts, found, taught)),
        times=tuple(times(facts, released)),
        waiting=tuple(list_waiting(facts)),
    )


def _assignment(facts: ClassFacts, name: str) -> AssignmentContent:
    points = tuple(sorted(hand_in.points for hand_in in facts.of(name) if not hand_in.unreadable))
    most = sum(part.max_points for part in facts.parts_of(name))
    return AssignmentContent(name, points, most, tuple(items(facts, name)))


def _teach(facts: ClassFacts, found: Sequence[Mistake], taught: Sequence[Lesson]) -> list[TeachAgain]:
    headings = {(lesson.exercise.assignment, lesson.exercise.name): lesson.headings for lesson in taught}
    counts = {name: len(facts.of(name)) for name in facts.assignments}
    real = [mistake for mistake in found if mistake.kind != "unwritten"]
    real.sort(key=lambda each: (-len(each.students) / counts[each.assignment], each.assignment, each.exercise))
    return [
        TeachAgain(
            mistake,
            len(mistake.students) / counts[mistake.assignment],
            mistake.story.question if mistake.story else "",
            headings.get((mistake.assignment, mistake.exercise), ()),
        )
        for mistake in real[:MOST_TAUGHT]
    ]
