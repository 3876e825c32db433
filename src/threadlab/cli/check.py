"""``threadlab check``: one answer, judged as grading judges it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    check = commands.add_parser(
        "check",
        help="judge one answer to an exercise",
        description="Judge an answer to an exercise on every schedule, exactly as grading does.",
        epilog="Example: threadlab check 2-locked-counter/safe_counter answer.py",
    )
    check.add_argument("exercise", metavar="ASSIGNMENT/EXERCISE", help='such as "2-locked-counter/safe_counter"')
    check.add_argument(
        "answer", metavar="ANSWER", type=Path, help="what the answer cell holds, or the notebook; - for stdin"
    )
    check.add_argument("--json", action="store_true", help="write the result as JSON, for scripts")
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.answer_check import check_answer
    from threadlab.course.exercises import find_exercise
    from threadlab.course.safe_settings import require_safe_settings

    course = find_course()
    require_safe_settings(course)
    exercise = find_exercise(course, options.exercise)
    result = check_answer(exercise, _answer(options.answer, exercise.name))
    if options.json:
        print(json.dumps(result.to_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(result.lines(shutil.get_terminal_size().columns)))
    return result.status


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
