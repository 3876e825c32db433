"""``threadlab check``: one answer, judged as grading judges it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.course.answer_judge import UNPROTECTED, answer_judge
from threadlab.course.folder import CourseFolder, find_course
from threadlab.errors import CannotRunError

if TYPE_CHECKING:
    from threadlab.course.answer_check import AnswerResult
    from threadlab.notebook.cell_text.cells import Cell


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    check = commands.add_parser(
        "check",
        help="judge one answer to an exercise",
        description="Judge an answer to an exercise on every schedule, exactly as grading does: inside the same "
        "sandbox where one works, and within the same limits. A notebook alone is judged by the checks that it holds, "
        "and needs no course around it; the hidden tests are where it is graded.",
        epilog="Exit status: 0 if every check holds, 1 if one fails, 2 if one is undecided or nothing could be judged. "
        "Examples: threadlab check locked_counter.ipynb; "
        "threadlab check 2-locked-counter/safe_counter answer.py --format junit > report.xml",
    )
    check.add_argument(
        "exercise",
        metavar="ASSIGNMENT/EXERCISE",
        help='such as "2-locked-counter/safe_counter", or the folder of an exercise without a notebook, or a notebook',
    )
    check.add_argument(
        "answer",
        metavar="ANSWER",
        nargs="?",
        help="what the answer cell holds, or the notebook; - for stdin. After a notebook: the one exercise to judge "
        "(default: all of them)",
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "check50", "junit"),
        default="text",
        help="how the result is written: as a table with stories, as JSON, as check50's JSON, or as JUnit XML "
        "(default: text)",
    )
    check.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.exercises import find_exercise
    from threadlab.course.safe_settings import require_safe_settings
    from threadlab.runners.exercise_folders.reading import is_exercise, read_exercise

    folder = Path(options.exercise)
    if folder.suffix == ".ipynb":
        return _judge_notebook(folder, options.answer, options.format)
    if options.answer is None:
        raise CannotRunError(
            f"where is the answer? threadlab check {options.exercise} answer.py\n"
            "A notebook is judged by itself: threadlab check NOTEBOOK.ipynb"
        )
    path = Path(options.answer)
    if is_exercise(folder):
        exercise = read_exercise(folder)
    else:
        course = find_course()
        require_safe_settings(course)
        exercise = find_exercise(course, options.exercise)
        _refuse_links(course, path)
    answer = _answer(path, exercise.name)
    with answer_judge() as judge:
        from threadlab.course.answer_check import check_answer

        result = check_answer(exercise, answer, judge)
    if result.sandbox in ("", "none"):
        print(f"threadlab: {UNPROTECTED}", file=sys.stderr)
    print(_written([result], options.format), end="")
    return result.status


def _judge_notebook(path: Path, only: str | None, form: str) -> int:
    """Judge the exercises of a notebook by the checks that stand in it."""
    from threadlab.course.answer_check import FAILS, HOLDS, UNDECIDED, check_answer
    from threadlab.course.exercises import exercises_in

    cells = _cells(path, _text(path))
    there = exercises_in(path, path.stem, cells)
    if not there:
        raise CannotRunError(f"{path} holds no checks: is it a notebook of this course, as it was handed out?")
    chosen = [exercise for exercise in there if only in (None, exercise.name)]
    if not chosen:
        raise CannotRunError(f"{path} has no exercise {only!r}. There are: {', '.join(each.name for each in there)}")
    if form == "check50" and len(chosen) > 1:
        raise CannotRunError(f"check50 has a report for one exercise: threadlab check {path} {chosen[0].name} ...")
    with answer_judge() as judge:
        results = [check_answer(exercise, _last(cells, exercise.name) or "", judge) for exercise in chosen]
    if any(result.sandbox in ("", "none") for result in results):
        print(f"threadlab: {UNPROTECTED}", file=sys.stderr)
    print(_written(results, form, alone=only is not None), end="")
    statuses = {result.status for result in results}
    return next(status for status in (FAILS, UNDECIDED, HOLDS) if status in statuses)


def _written(results: Sequence[AnswerResult], form: str, *, alone: bool = True) -> str:
    """Write results in a form; in JSON a list of them, unless it is asked for one ``alone``."""
    from threadlab.runners.formats.check50 import check50
    from threadlab.runners.formats.junit import junit
    from threadlab.runners.judged import judged

    match form:
        case "json":
            said = [result.to_json() for result in results]
            return json.dumps(said[0] if alone else said, indent=2, ensure_ascii=False) + "\n"
        case "check50":
            return check50(judged(results[0]))
        case "junit":
            return junit([judged(result) for result in results])
        case _:
            columns = shutil.get_terminal_size().columns
            return "\n".join("\n".join([*result.lines(columns), ""]) for result in results)


def _refuse_links(course: CourseFolder, answer: Path) -> None:
    """Refuse what grading would not read either: a link in ``submitted/`` may lead to the instructor's solution."""
    path = answer.absolute()
    if not path.is_relative_to(course.submitted):
        return
    for part in (path, *path.parents):
        if part == course.submitted:
            return
        if part.is_symlink() or (part == path and part.exists() and not part.is_file()):
            raise CannotRunError(f"{part} is no plain file, and links are not followed")


def _answer(path: Path, exercise: str) -> str:
    """Read an answer: a file that holds it, or a notebook in whose cell it stands."""
    text = _text(path)
    if path.suffix != ".ipynb":
        return text
    answer = _last(_cells(path, text), exercise)
    if answer is None:
        raise CannotRunError(f"{path} has no cell {exercise}, where the answer should be")
    return answer


def _text(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRunError(f"{path} is not a text file in UTF-8") from None
    except OSError as problem:
        raise CannotRunError(f"cannot read {path}: {problem.strerror}") from None


def _cells(path: Path, text: str) -> list[Cell]:
    from threadlab.notebook.cell_text.cells import cells_of

    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotRunError(f"{path} cannot be read as a notebook") from None
    return cells_of(notebook if isinstance(notebook, dict) else {})


def _last(cells: Sequence[Cell], exercise: str) -> str | None:
    """Return the answer in a notebook; of copies the last one counts, as in grading. None if there is none."""
    return next((cell.text for cell in reversed(cells) if cell.grade_id == exercise), None)
