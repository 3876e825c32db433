"""``threadlab check``: one answer, judged as grading judges it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.course.answer_judge import UNPROTECTED, answer_judge
from threadlab.course.folder import CourseFolder, find_course
from threadlab.errors import CannotRunError

if TYPE_CHECKING:
    from threadlab.course.answer_check import AnswerResult


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    check = commands.add_parser(
        "check",
        help="judge one answer to an exercise",
        description="Judge an answer to an exercise on every schedule, exactly as grading does: inside the same "
        "sandbox where one works, and within the same limits.",
        epilog="Exit status: 0 if every check holds, 1 if one fails, 2 if one is undecided or nothing could be judged. "
        "Example: threadlab check 2-locked-counter/safe_counter answer.py --format junit > report.xml",
    )
    check.add_argument(
        "exercise",
        metavar="ASSIGNMENT/EXERCISE",
        help='such as "2-locked-counter/safe_counter", or the folder of an exercise without a notebook',
    )
    check.add_argument(
        "answer", metavar="ANSWER", type=Path, help="what the answer cell holds, or the notebook; - for stdin"
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
    if is_exercise(folder):
        exercise = read_exercise(folder)
    else:
        course = find_course()
        require_safe_settings(course)
        exercise = find_exercise(course, options.exercise)
        _refuse_links(course, options.answer)
    answer = _answer(options.answer, exercise.name)
    with answer_judge() as judge:
        from threadlab.course.answer_check import check_answer

        result = check_answer(exercise, answer, judge)
    if result.sandbox in ("", "none"):
        print(f"threadlab: {UNPROTECTED}", file=sys.stderr)
    print(_written(result, options.format), end="")
    return result.status


def _written(result: AnswerResult, form: str) -> str:
    from threadlab.runners.formats.check50 import check50
    from threadlab.runners.formats.junit import junit
    from threadlab.runners.judged import judged

    match form:
        case "json":
            return json.dumps(result.to_json(), indent=2, ensure_ascii=False) + "\n"
        case "check50":
            return check50(judged(result))
        case "junit":
            return junit([judged(result)])
        case _:
            return "\n".join([*result.lines(shutil.get_terminal_size().columns), ""])


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
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        return _in_notebook(path, text, exercise) if path.suffix == ".ipynb" else text
    except UnicodeDecodeError:
        raise CannotRunError(f"{path} is not a text file in UTF-8") from None
    except OSError as problem:
        raise CannotRunError(f"cannot read {path}: {problem.strerror}") from None


def _in_notebook(path: Path, text: str, exercise: str) -> str:
    from threadlab.notebook.cell_text.cells import cells_of

    try:
        notebook = json.loads(text)
    except ValueError:
        raise CannotRunError(f"{path} cannot be read as a notebook") from None
    found = [cell for cell in cells_of(notebook if isinstance(notebook, dict) else {}) if cell.grade_id == exercise]
    if not found:
        raise CannotRunError(f"{path} has no cell {exercise}, where the answer should be")
    return found[-1].text  # of copies the last one counts, as in grading
