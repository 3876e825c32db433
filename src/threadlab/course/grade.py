"""Grading a class: every submission ends with a grade or a stated reason, and none can stop the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from threadlab.course.build import build
from threadlab.course.folder import CourseFolder
from threadlab.course.results import Result, read_results
from threadlab.course.steps import StepFailedError, Steps
from threadlab.grading.ahead import Ahead
from threadlab.grading.executor import Executor
from threadlab.grading.gradebook import settled
from threadlab.grading.judge import judging, key_of, request_of
from threadlab.grading.master import lay_over, read_master
from threadlab.grading.one_gradebook import OneGradebook, one_gradebook
from threadlab.grading.protocol import Submission
from threadlab.grading.reading import Unreadable, read_file


class NothingToGradeError(Exception):
    """A student or an assignment that was asked for does not exist; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A submission that the grader failed at. It has no grade, and never a zero: somebody has to look at it."""

    student: str
    assignment: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What a grading run came to."""

    assignments: tuple[str, ...]
    results: tuple[Result, ...]  # by student, then by assignment
    faults: tuple[Fault, ...]


def grade(
    course: CourseFolder,
    executor: Executor,
    assignments: Iterable[str] = (),
    students: Iterable[str] = (),
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> ClassResult:
    """Build the release, grade the class, and write feedback.

    Args:
        course: the course.
        executor: who judges the submissions.
        assignments: the assignments to grade; all of them if none is named.
        students: the students to grade; all of them if none is named.
        progress: told before each submission what is being graded, how many are done, and how many there are.

    Raises:
        NothingToGradeError: if an assignment or a student does not exist.
        ReleaseRefusedError: if the release would give something away.
        StepFailedError: if nbgrader cannot build the release.
    """
    names = _known("assignment", assignments, course.assignments())
    people = _known("student", students, course.students())
    steps = Steps(course)
    faults = []
    with settled(course.gradebook):
        build(course, names)
        work = [(name, person) for name in names for person in people if (course.submitted / person / name).is_dir()]
        with one_gradebook(steps.db_url) as gradebook:
            ahead = Ahead(executor, _submissions(course, gradebook, work))
            for done, (name, person) in enumerate(work):
                progress(f"{name} of {person}", done, len(work))
                keys = [key_of(person, name, notebook.stem) for notebook in course.notebooks(name)]
                for key in keys:
                    ahead.wait_for(key)
                try:
                    with judging(ahead):
                        _grade_one(course, steps, gradebook, name, person)
                except StepFailedError as problem:
                    faults.append(Fault(person, name, str(problem)))
                for key in keys:
                    ahead.forget(key)
        progress("", len(work), len(work))
        results = read_results(course, steps.db_url, names, people)
    return ClassResult(tuple(names), tuple(results), tuple(faults))


def _grade_one(course: CourseFolder, steps: Steps, gradebook: OneGradebook, assignment: str, student: str) -> None:
    expected = [path.name for path in course.notebooks(assignment)]
    folder = course.submitted / student / assignment
    there = sorted(path.name for path in folder.iterdir())
    if not set(expected) & set(there):
        instead = f"; there is {', '.join(there)}" if there else ""
        _enter_ungraded(course, gradebook, assignment, student, f"no {' or '.join(expected)} was handed in{instead}")
        return
    try:
        steps.autograde(assignment, student)
        gradebook.keep()
    except StepFailedError as problem:  # an older grade must not pass for this submission's
        gradebook.give_up()
        _enter_ungraded(course, gradebook, assignment, student, f"the grader failed: {problem}")
        raise
    steps.generate_feedback(assignment, student)


def _submissions(
    course: CourseFolder, gradebook: OneGradebook, work: Iterable[tuple[str, str]]
) -> Iterator[Submission]:
    """Give what is to be judged, in the order in which it will be entered; what cannot be read needs no judge."""
    for assignment, student in work:
        for path in course.notebooks(assignment):
            try:
                submitted = read_file(course.submitted / student / assignment / path.name)
            except (Unreadable, OSError):
                continue
            notebook = lay_over(read_master(gradebook, assignment, path.stem), submitted)
            yield Submission(key_of(student, assignment, path.stem), request_of(notebook))


def _enter_ungraded(course: CourseFolder, gradebook: OneGradebook, assignment: str, student: str, reason: str) -> None:
    """Enter a submission that could not be graded, with the reason, so that a person comes across it."""
    for step in (course.autograded, course.feedback):
        shutil.rmtree(step / student / assignment, ignore_errors=True)
    gradebook.update_or_create_student(student)
    submission = gradebook.update_or_create_submission(assignment, student)
    for notebook in submission.notebooks:
        for entry in notebook.grades:
            entry.auto_score = None
            entry.needs_manual_grade = True
        for comment in notebook.comments:
            comment.auto_comment = reason
    gradebook.keep()


def _known(what: str, wanted: Iterable[str], there: list[str]) -> list[str]:
    names = list(dict.fromkeys(wanted))
    strangers = [name for name in names if name not in there]
    if strangers:
        raise NothingToGradeError(f"no {what} is called {', '.join(strangers)}; there are: {', '.join(there)}")
    return [name for name in there if name in names] if names else there
