"""Grading a class: every submission ends with a grade or a stated reason, and none can stop the others."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from threadlab.course.folder import CourseFolder, NotThereError, known, refuse_bad_names
from threadlab.course.grading_log import GradingLog
from threadlab.course.grading_run.changed_marks import MarkChange, changes
from threadlab.course.grading_run.no_submissions import refuse_without_submissions
from threadlab.course.grading_run.results import AssignmentResult, read_results
from threadlab.course.grading_run.up_to_date import GradingState, Recogniser
from threadlab.course.nbgrader_steps import StepFailedError, Steps
from threadlab.course.release.build import build
from threadlab.grading.executors.base import Executor
from threadlab.grading.executors.prefetch import Ahead
from threadlab.grading.gradebook.canonical_file import settled
from threadlab.grading.gradebook.class_list import STRANGER, listed_in
from threadlab.grading.gradebook.single_session import OneGradebook, one_gradebook
from threadlab.grading.gradebook.submission_marks import read_marks
from threadlab.grading.pipeline.judgement import judging, key_of, request_of, untouched_request
from threadlab.grading.submission.handed_in import handed_in, why_not_gradable
from threadlab.grading.submission.master_copy import lay_over, read_master
from threadlab.grading.submission.reading import UnreadableError, read_file
from threadlab.grading.worker.protocol import Outcome, Submission

RECORD = ".threadlab/graded.jsonl"
SubmissionKey = tuple[str, str]  # an assignment and a student


@dataclass(frozen=True, slots=True)
class Fault:
    """A submission that the grader failed at. It has no grade, and never a zero: somebody has to look at it."""

    student: str
    assignment: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClassResult:
    """What a grading run came to.

    ``graded`` submissions were graded in this run, ``unchanged`` ones were recognised as graded before. ``changes``
    are the marks that a regrade changed. ``left_out`` are the folders that can be no student's, each with the reason.
    ``names`` are what students are called, by their ids, as far as the class list says it. ``sandboxes`` says inside
    which sandbox how many submissions ran; those of which no code ran are not among them.
    """

    assignments: tuple[str, ...]
    results: tuple[AssignmentResult, ...]  # by student, then by assignment
    faults: tuple[Fault, ...]
    graded: int = 0
    unchanged: int = 0
    changes: tuple[MarkChange, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    sandboxes: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def grade(
    course: CourseFolder,
    executor: Executor,
    assignments: Iterable[str] = (),
    students: Iterable[str] = (),
    progress: Callable[[str, int, int], None] = lambda *_: None,
    *,
    afresh: bool = False,
) -> ClassResult:
    """Build the release, unless what was handed out counts, grade the class, and write feedback.

    A submission is entered as a whole or not at all, so a run that is ended at any moment is gone on with by the next.

    Args:
        course: the course.
        executor: who judges the submissions.
        assignments: the assignments to grade; all of them if none is named.
        students: the students to grade; all of them if none is named.
        progress: told before each submission what is being graded, how many are done, and how many there are.
        afresh: whether to grade what was graded before and has not changed, too.

    Raises:
        NotThereError: if an assignment, a student or the folder of submissions does not exist.
        BadGradebookError: if the gradebook is none, or cannot be written.
        ReleaseRefusedError: if the release would give something away.
        StepFailedError: if nbgrader cannot build the release.
        OSError, sqlalchemy.exc.OperationalError, sqlite3.OperationalError: if the disk is full, or somebody keeps the
            gradebook locked. What was finished is kept.
    """
    refuse_without_submissions(course)
    names = known("assignment", assignments, course.assignments())
    refuse_bad_names(names)
    steps = Steps(course)
    with settled(course.gradebook):
        enrolled = listed_in(course.gradebook)
        people, left_out = _wanted(course, students, enrolled)
        if not course.as_handed_out:
            build(course, names, executor, progress)
        work = [(name, person) for name in names for person in people if handed_in(course.submitted / person / name)]
        with one_gradebook(steps.db_url) as gradebook, GradingLog(course.root / RECORD) as record:
            recogniser = Recogniser(course, gradebook, record)
            run = _Run(course, executor, gradebook, steps, recogniser, afresh, work)
            for done, (name, person) in enumerate(work):
                progress(f"{name} of {person}", done, len(work))
                run.take(name, person)
            progress("", len(work), len(work))
            results = read_results(course, gradebook, names, people)
            sandboxes = Counter(filter(None, (recogniser.sandbox(*place) for place in work)))
    return ClassResult(
        assignments=tuple(names),
        results=tuple(results),
        faults=tuple(run.faults),
        graded=run.graded,
        unchanged=run.unchanged,
        changes=tuple(run.changes),
        left_out=left_out,
        sandboxes=sandboxes,
        names={name: student.name for name, student in enrolled.items() if student.name},
    )


def _wanted(
    course: CourseFolder, students: Iterable[str], enrolled: Collection[str]
) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Pick the students who are to be graded, and name the folders that are not, each with the reason.

    Where there is a class list, everybody on it is graded, and nobody else.
    """
    strangers = [name for name in course.students() if name not in enrolled] if enrolled else []
    everybody = sorted({*enrolled, *course.students()} - {*strangers})
    wanted = [*students]
    unknown = [name for name in wanted if name in strangers]
    if unknown:
        raise NotThereError(
            f"{', '.join(unknown)} handed in, but is not on the class list; to put somebody there: "
            f"threadlab class add {unknown[0]}"
        )
    people = known("student", wanted, everybody)
    left_out = (*course.left_out(), *((name, STRANGER) for name in strangers))
    return people, left_out if people == everybody else ()


class _Run:
    """One grading run over a class, submission by submission."""

    def __init__(
        self,
        course: CourseFolder,
        executor: Executor,
        gradebook: OneGradebook,
        steps: Steps,
        recogniser: Recogniser,
        afresh: bool,
        work: Sequence[SubmissionKey],
    ) -> None:
        self.graded = self.unchanged = 0
        self.faults: list[Fault] = []
        self.changes: list[MarkChange] = []
        self._course = course
        self._gradebook = gradebook
        self._steps = steps
        self._recogniser = recogniser
        self._afresh = afresh
        self._untouched = cache(self._read_untouched)
        self._states: dict[SubmissionKey, GradingState] = {}  # of those that were looked at ahead
        self._sandboxes: set[str] = set()  # that the submission which is being graded ran in
        self._ahead = Ahead(executor, self._submissions(work))

    def take(self, assignment: str, student: str) -> None:
        """Bring one submission up to date."""
        keys = [key_of(student, assignment, notebook.stem) for notebook in self._course.notebooks(assignment)]
        for key in keys:
            self._ahead.wait_for(key)
        state = self._states.pop((assignment, student), None) or self._state(assignment, student)
        try:
            if state is GradingState.TO_GRADE:
                self._grade(assignment, student)
            elif state is GradingState.TO_SHOW:
                self._steps.generate_feedback(assignment, student)
                self._recogniser.graded(assignment, student)
        except StepFailedError as problem:
            self.faults.append(Fault(student, assignment, str(problem)))
        else:
            self.graded += state is GradingState.TO_GRADE
            self.unchanged += state is not GradingState.TO_GRADE
        for key in keys:
            self._ahead.forget(key)

    def _grade(self, assignment: str, student: str) -> None:
        before = read_marks(self._gradebook, assignment, student)
        why = self._recogniser.why(assignment, student)
        self._sandboxes.clear()
        try:
            self._enter(assignment, student)
            self._recogniser.graded(assignment, student, ", ".join(sorted(self._sandboxes)))
        except StepFailedError:
            why = "the grader failed"
            raise
        finally:
            if before is not None:
                after = read_marks(self._gradebook, assignment, student)
                self.changes += changes(student, assignment, before, after, why)

    def _enter(self, assignment: str, student: str) -> None:
        expected = [path.name for path in self._course.notebooks(assignment)]
        reason = why_not_gradable(self._course.submitted / student / assignment, expected)
        try:
            if reason:
                self._steps.leave_to_a_person(assignment, student, reason)
            else:
                with judging(self._judged):
                    self._steps.autograde(assignment, student)
        except StepFailedError as problem:  # an older grade must not pass for this submission's
            self._gradebook.give_up()
            self._withdraw(assignment, student, f"the grader failed: {problem}")
            raise
        self._gradebook.keep()
        self._steps.generate_feedback(assignment, student)

    def _withdraw(self, assignment: str, student: str, reason: str) -> None:
        """Enter a submission that the grader failed at, with the reason and without what it was graded before."""
        for step in (self._course.autograded, self._course.feedback):
            shutil.rmtree(step / student / assignment, ignore_errors=True)
        self._gradebook.update_or_create_student(student)
        submission = self._gradebook.update_or_create_submission(assignment, student)
        for notebook in submission.notebooks:
            for entry in notebook.grades:
                entry.auto_score = None
                entry.needs_manual_grade |= entry.manual_score is None
            for comment in notebook.comments:
                comment.auto_comment = reason
        self._gradebook.keep()

    def _judged(self, submission: Submission) -> Outcome:
        outcome = self._ahead(submission)
        self._sandboxes |= {outcome.sandbox} - {""}
        return outcome

    def _state(self, assignment: str, student: str) -> GradingState:
        return GradingState.TO_GRADE if self._afresh else self._recogniser.state(assignment, student)

    def _submissions(self, work: Iterable[SubmissionKey]) -> Iterator[Submission]:
        """Give what is to be judged, in the order in which it will be entered; what cannot be read needs no judge."""
        for assignment, student in work:
            state = self._states[assignment, student] = self._state(assignment, student)
            for path in self._course.notebooks(assignment) if state is GradingState.TO_GRADE else ():
                try:
                    submitted = read_file(self._course.submitted / student / assignment / path.name)
                except (UnreadableError, OSError):
                    continue
                notebook = lay_over(read_master(self._gradebook, assignment, path.stem), submitted)
                if notebook.metadata.threadlab.unreadable:
                    continue
                yield Submission(
                    key_of(student, assignment, path.stem), request_of(notebook), self._untouched(assignment, path.stem)
                )

    def _read_untouched(self, assignment: str, notebook: str) -> bytes:
        master = read_master(self._gradebook, assignment, notebook)
        return untouched_request(master, self._course.release / assignment / f"{notebook}.ipynb")
