"""A whole course, or a part of it, looked through: its answers, its mutants and its release."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from threadlab.course.answer_batch import BatchedAnswer, judge_attempts
from threadlab.course.exercises import Exercise, exercises, find_exercise
from threadlab.course.folder import CourseFolder, known
from threadlab.course.mutation.mutants import BadEquivalentsError, equivalents
from threadlab.course.mutation.score import Tallies, score_of
from threadlab.course.nbgrader_steps import Steps
from threadlab.course.verify import answer_rules, release_rules
from threadlab.course.verify.answer_rules import SOLUTION, STUB
from threadlab.course.verify.catalogue import FOLDER, answers_to, solution_of
from threadlab.course.verify.exercise_report import ExerciseReport
from threadlab.course.verify.finding import Finding
from threadlab.grading.executors.base import Executor
from threadlab.notebook.cell_text.cells import cells_of

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Verification:
    """What looking through a course came to."""

    exercises: tuple[ExerciseReport, ...]
    others: tuple[Finding, ...]  # those that are about an assignment as a whole

    @property
    def findings(self) -> list[Finding]:
        """All that should be mended."""
        return [*self.others, *(finding for report in self.exercises for finding in report.findings)]

    def to_json(self) -> dict[str, Any]:
        """Return what scripts may rely on."""
        return {
            "ok": not self.findings,
            "exercises": [report.to_json() for report in self.exercises],
            "findings": [finding.to_json() for finding in self.others],
        }


def verify(
    course: CourseFolder,
    path: str,
    executor: Executor,
    progress: Progress = lambda *_: None,
    *,
    mutation: bool = True,
    kept: Mapping[str, ExerciseReport] = MappingProxyType({}),
) -> Verification:
    """Look through a course.

    Args:
        course: the course, with its sources.
        path: what to look at: "" for all of it, "ASSIGNMENT" or "ASSIGNMENT/EXERCISE".
        executor: who judges.
        progress: told what is being done.
        mutation: whether to judge mutants, too.
        kept: reports that still hold, by the paths of their exercises, which are not judged again.

    Raises:
        NotThereError, NoExerciseError: if there is nothing of that name.
        StepFailedError: if nbgrader refuses to make the release.
    """
    wanted = [find_exercise(course, path)] if "/" in path.strip("/") else _exercises(course, path.strip("/"))
    names = known("assignment", [path.strip("/").partition("/")[0]] if path else [], course.assignments())
    others: list[Finding] = []
    stubs: dict[tuple[str, str], str] = {}
    for name in names:
        with _release(course, name) as made:
            others += release_rules.findings(course, name, made)
            stubs |= {
                (name, cell): text for notebook in sorted(made.glob("*.ipynb")) for cell, text in _texts(notebook)
            }
    reports = []
    for number, exercise in enumerate(wanted):
        progress(exercise.path, number, len(wanted))
        stub = stubs.get((exercise.assignment, exercise.name), "")
        report = kept.get(exercise.path) or _report(course, exercise, stub, executor, mutation=mutation)
        reports.append(report)
    progress("", len(wanted), len(wanted))
    others += _strange_folders(course, {exercise.path for exercise in exercises(course)}) if not path else ()
    return Verification(tuple(reports), tuple(others))


def _exercises(course: CourseFolder, assignment: str) -> list[Exercise]:
    known("assignment", [assignment] if assignment else [], course.assignments())
    return exercises(course, assignment or None)


def _report(
    course: CourseFolder, exercise: Exercise, stub: str, executor: Executor, *, mutation: bool
) -> ExerciseReport:
    answers = answers_to(exercise, course.root)
    texts = {SOLUTION: solution_of(exercise), STUB: stub} | {answer.name: answer.text for answer in answers}
    attempts = [BatchedAnswer(exercise, name, text) for name, text in texts.items()]
    judged = {each.attempt.name: each for each in judge_attempts(attempts, executor)}
    found = list(answer_rules.findings(exercise, answers, judged))
    tallies = None
    if mutation:
        tallies, alive = _mutants(course, exercise, executor)
        found += alive
    right = sum(answer.right for answer in answers)
    checks = len(exercise.checks)
    return ExerciseReport(exercise.path, checks, right, len(answers) - right, tallies, tuple(found))


def right_answers(course: CourseFolder, exercise: Exercise) -> dict[str, str]:
    """Return the texts of an exercise's solution and of its right answers, by their names."""
    answers = answers_to(exercise, course.root)
    return {SOLUTION: solution_of(exercise)} | {answer.name: answer.text for answer in answers if answer.right}


def _mutants(course: CourseFolder, exercise: Exercise, executor: Executor) -> tuple[Tallies | None, Sequence[Finding]]:
    try:
        equal = equivalents(course.root / FOLDER / exercise.path)
        score = score_of(exercise, right_answers(course, exercise), equal, executor)
    except BadEquivalentsError as problem:
        return None, [Finding("form", exercise.path, str(problem), "Mend the file.")]
    except SyntaxError as problem:
        return None, [Finding("form", exercise.path, f"a right answer is no Python: {problem.msg}", "Mend it.")]
    advice = f"Make a check fail it; or say in {FOLDER}/{exercise.path}/equivalent.toml why it is as right as before."
    alive = [
        Finding("mutant-lives", exercise.path, f"{survivor.mutant} ({survivor.seen})", advice)
        for survivor in score.alive
    ]
    for entry in score.idle:
        what = f"no mutant that lives is {entry.mutant!r}"
        alive.append(Finding("form", exercise.path, what, "Take it out of equivalent.toml."))
    return score.tallies, alive


@contextmanager
def _release(course: CourseFolder, assignment: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".release-", dir=course.root) as scratch:
        Steps(course).generate_assignment(assignment, into=Path(scratch).name, enter=False)
        yield Path(scratch) / assignment


def _texts(notebook: Path) -> Iterator[tuple[str, str]]:
    for cell in cells_of(json.loads(notebook.read_text(encoding="utf-8"))):
        yield cell.grade_id, cell.text


def _strange_folders(course: CourseFolder, paths: set[str]) -> Iterator[Finding]:
    root = course.root / FOLDER
    for folder in sorted(root.glob("*/*")):
        name = folder.relative_to(root).as_posix()
        if folder.is_dir() and name not in paths:
            yield Finding(
                "form", name, "there are answers, but no such exercise", "Rename the folder, or take it away."
            )
