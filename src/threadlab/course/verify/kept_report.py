"""What was found of a course, kept beside the page that shows it: so that only what has changed is judged again.

Each exercise's report has the digest of all that it follows from, but for the engine: the cells that its checks run,
its answers, and the rules by which answers are judged and mutated. Whoever mends the engine has it all judged anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import CourseFolder
from threadlab.course.mutation import mutants, operators, score
from threadlab.course.verify import answer_rules, catalogue
from threadlab.course.verify.exercise_report import ExerciseReport
from threadlab.course.verify.verification import Verification
from threadlab.notebook.judging.plan import plan

_RULES = (mutants, operators, score, answer_rules, catalogue)
_DIGITS = 16


def digests(course: CourseFolder) -> dict[str, str]:
    """Return the digest of all that the report on an exercise follows from, by the exercise's path.

    Args:
        course: the course, with its sources.
    """
    return {exercise.path: _digest(course, exercise) for exercise in exercises(course)}


def keep(file: Path, found: Verification, current: Mapping[str, str]) -> None:
    """Keep a verification.

    Args:
        file: where; it is written anew.
        found: what looking through a whole course came to, mutants included.
        current: the digests of what it follows from.
    """
    reports = [report.to_json() | {"digest": current[report.path]} for report in found.exercises]
    file.write_text(json.dumps({"exercises": reports}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kept(file: Path) -> dict[str, tuple[str, ExerciseReport]]:
    """Return the reports that are kept, each with its digest, by the paths of their exercises.

    Args:
        file: where they are; if it is not there, or holds something else, nothing is kept.
    """
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["exercises"]
        return {entry["exercise"]: (entry["digest"], ExerciseReport.from_json(entry)) for entry in entries}
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def still_true(file: Path, current: Mapping[str, str]) -> dict[str, ExerciseReport]:
    """Return the kept reports that still hold; one that has something to mend is always looked at again.

    Args:
        file: where they are kept.
        current: the digests of what they would follow from now.
    """
    return {
        path: report
        for path, (digest, report) in kept(file).items()
        if digest == current.get(path) and report.tallies is not None and not report.findings
    }


def _digest(course: CourseFolder, exercise: Exercise) -> str:
    found = hashlib.sha256()
    answer = catalogue.solution_of(exercise)
    for part in (answer, plan(exercise.answered(answer))["checks"], [check.points for check in exercise.checks]):
        _add(found, json.dumps(part).encode())
    folder = course.root / catalogue.FOLDER / exercise.path
    for path in sorted((*folder.glob("*.toml"), *folder.glob("*/*.py"))):
        _add(found, path.relative_to(folder).as_posix().encode())
        _add(found, path.read_bytes())
    for module in _RULES:
        assert module.__file__ is not None
        _add(found, Path(module.__file__).read_bytes())
    return found.hexdigest()[:_DIGITS]


def _add(found: Any, part: bytes) -> None:
    """Add a part, and where it ends."""
    found.update(f"{len(part)} ".encode() + part)
