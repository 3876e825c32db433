"""What runs where another grader has put a submission: judges it, and writes results where that grader looks for them.

Run as ``python -m threadlab.runners.container SYSTEM ROOT``; what ``threadlab pack`` makes does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from threadlab.course.answer_check import check_answer
from threadlab.course.answer_judge import answer_judge
from threadlab.course.exercises import Exercise
from threadlab.errors import CannotRunError
from threadlab.grading.submission.plain_files import NotPlainError, read_plain
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.runners.exercise_folders.layout import ANSWER
from threadlab.runners.exercise_folders.reading import exercises_in
from threadlab.runners.formats.github import classroom, summary
from threadlab.runners.formats.gradescope import VISIBILITIES, gradescope
from threadlab.runners.formats.junit import junit
from threadlab.runners.formats.prairielearn import prairielearn
from threadlab.runners.judged import JudgedExercise, judged, unjudged

EXERCISES = "exercises"
_LARGEST = 20 << 20  # bytes; nobody types so much


class NothingHandedInError(Exception):
    """There is no answer to an exercise that could be judged; the message says why."""


def judge_all(exercises: Sequence[Exercise], submission: Path) -> list[JudgedExercise]:
    """Judge what was handed in, exercise by exercise, in a sandbox where one works.

    Args:
        exercises: the exercises.
        submission: the folder with what was handed in: ``EXERCISE.py`` or a notebook for each exercise, or
            ``answer.py`` if there is only one.
    """
    results = []
    with answer_judge() as judge:
        for exercise in exercises:
            try:
                answer = find_answer(submission, exercise, alone=len(exercises) == 1)
                results.append(judged(check_answer(exercise, answer, judge)))
            except NothingHandedInError as reason:
                results.append(unjudged(exercise, "fails", str(reason)))
            except CannotRunError as reason:
                results.append(unjudged(exercise, "fault", str(reason)))
    return results


def find_answer(submission: Path, exercise: Exercise, *, alone: bool) -> str:
    """Return the answer to an exercise; of files that hold one, the first of those below.

    Args:
        submission: the folder.
        exercise: the exercise; ``NAME.py`` holds its answer, or a notebook that has a cell with its name.
        alone: whether it is the only exercise; then ``answer.py`` may hold it, too.

    Raises:
        NothingHandedInError: there is no such file, or it cannot be read.
    """
    names = [f"{exercise.name}.py", *([ANSWER] if alone else [])]
    for name in names:
        if os.path.lexists(submission / name):
            return _read(submission / name)
    for path in sorted(submission.glob("*.ipynb")):
        found = [cell.text for cell in _cells(path) if cell.grade_id == exercise.name]
        if found:
            return found[-1]
    wanted = " or ".join(names)
    raise NothingHandedInError(
        f"Nothing was handed in for {exercise.name}: there is no file {wanted}, and no notebook."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge, and write the results.

    Args:
        arguments: what follows the module's name; None for those of this process.

    Returns:
        0 if the results were written; for ``github`` 0 only if every check holds, 1 if one fails, else 2.
    """
    parser = argparse.ArgumentParser(prog="python -m threadlab.runners.container", description=__doc__)
    parser.add_argument("system", choices=("gradescope", "prairielearn", "github"), help="whose folders these are")
    parser.add_argument("root", type=Path, help="where they are: /autograder, /grade, or the checked-out repository")
    parser.add_argument("--visibility", choices=VISIBILITIES, default="visible", help="when students see the tests")
    options = parser.parse_args(arguments)
    root = options.root
    try:
        match options.system:
            case "gradescope":
                results = judge_all(exercises_in(root / "source" / EXERCISES), root / "submission")
                _write(root / "results" / "results.json", gradescope(results, options.visibility))
            case "prairielearn":
                results = judge_all(exercises_in(root / "tests" / EXERCISES), root / "student")
                _write(root / "results" / "results.json", prairielearn(results))
            case _:
                return _github(root)
    except CannotRunError as problem:
        print(f"threadlab: {problem}", file=sys.stderr)
        return 2
    return 0


def _github(root: Path) -> int:
    results = judge_all(exercises_in(root / EXERCISES), root)
    _write(root / "threadlab-report.xml", junit(results))
    text = summary(results)
    print(text)
    for variable, words in (("GITHUB_STEP_SUMMARY", text), ("GITHUB_OUTPUT", f"result={classroom(results)}\n")):
        if os.environ.get(variable):
            with open(os.environ[variable], "a", encoding="utf-8") as file:
                file.write(words)
    verdicts = {check.verdict for result in results for check in result.checks}
    return 1 if "fails" in verdicts else 0 if verdicts == {"holds"} else 2


def _read(path: Path) -> str:
    try:
        data = read_plain(path, _LARGEST + 1)
    except NotPlainError as kind:
        raise NothingHandedInError(f"{path.name} is {kind}, and no plain file.") from None
    except OSError as problem:
        raise NothingHandedInError(f"{path.name} cannot be read: {problem.strerror}.") from None
    if len(data) > _LARGEST:
        raise NothingHandedInError(f"{path.name} is larger than {_LARGEST >> 20} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NothingHandedInError(f"{path.name} is not a text file in UTF-8.") from None


def _cells(path: Path) -> list[Cell]:
    try:
        notebook = json.loads(_read(path))
    except (ValueError, RecursionError, NothingHandedInError):
        return []
    return cells_of(notebook if isinstance(notebook, dict) else {})


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise CannotRunError(f"cannot write {path}: {problem.strerror}") from None


if __name__ == "__main__":
    raise SystemExit(main())
