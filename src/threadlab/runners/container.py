"""What runs where another grader has put a submission: judges it, and writes results where that grader looks for them.

Run as ``python -m threadlab.runners.container SYSTEM ROOT``; what ``threadlab pack`` makes does.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from threadlab.course.answer_check import check_answer
from threadlab.course.answer_judge import answer_judge
from threadlab.course.exercises import Exercise
from threadlab.errors import CannotRunError
from threadlab.runners.exercise_folders.reading import folder_exercises
from threadlab.runners.formats.github import classroom, summary
from threadlab.runners.formats.gradescope import VISIBILITIES, gradescope
from threadlab.runners.formats.junit import junit
from threadlab.runners.formats.prairielearn import prairielearn
from threadlab.runners.handed_in import NothingHandedInError, SeveralAnswersError, find_answer
from threadlab.runners.judged import JudgedExercise, judged, unjudged

EXERCISES = "exercises"


def judge_handed_in(exercises: Sequence[Exercise], submission: Path) -> list[JudgedExercise]:
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
            except SeveralAnswersError as reason:
                results.append(unjudged(exercise, "undecided", str(reason)))
            except CannotRunError as reason:
                results.append(unjudged(exercise, "fault", str(reason)))
    return results


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
                results = judge_handed_in(folder_exercises(root / "source" / EXERCISES), root / "submission")
                _write(root / "results" / "results.json", gradescope(results, options.visibility))
            case "prairielearn":
                results = judge_handed_in(folder_exercises(root / "tests" / EXERCISES), root / "student")
                _write(root / "results" / "results.json", prairielearn(results))
            case _:
                return _github(root)
    except CannotRunError as problem:
        print(f"threadlab: {problem}", file=sys.stderr)
        return 2
    return 0


def _github(root: Path) -> int:
    results = judge_handed_in(folder_exercises(root / EXERCISES), root)
    _write(root / "threadlab-report.xml", junit(results))
    text = summary(results)
    print(text)
    for variable, words in (("GITHUB_STEP_SUMMARY", text), ("GITHUB_OUTPUT", f"result={classroom(results)}\n")):
        if os.environ.get(variable):
            with open(os.environ[variable], "a", encoding="utf-8") as file:
                file.write(words)
    verdicts = {check.verdict for result in results for check in result.checks}
    return 1 if "fails" in verdicts else 0 if verdicts == {"holds"} else 2


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise CannotRunError(f"cannot write {path}: {problem.strerror}") from None


if __name__ == "__main__":
    raise SystemExit(main())
