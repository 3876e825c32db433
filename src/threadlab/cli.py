"""The command ``threadlab``."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from threadlab.course.folder import CourseFolder, NoCourseError, NotThereError, find_course

CANNOT_RUN = 2
INTERRUPTED = 130  # as shells say it
EPILOG = """\
Exit status: 0 if all is well; 1 if an answer fails a check, or the grader failed at a submission; 2 if the command
could not do what it was asked to, or an answer is neither proved right nor wrong.
"""


class _UsageError(Exception):
    """The command cannot run as it was given; the message says why and what would help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if options.run is _lab:
        options.options = others  # argparse gives a command what follows a dash only if a name comes first
    elif others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except (NoCourseError, NotThereError, _UsageError) as problem:
        print(f"threadlab: {problem}", file=sys.stderr)
        return CANNOT_RUN
    except KeyboardInterrupt:
        print("threadlab: stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads the output has seen enough, as "head" has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT_RUN
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _INSTRUCTORS_PACKAGES:
            raise
        extra = "cluster" if missing.name == "distributed" else "instructor"
        print(f"threadlab: this needs {missing.name}: pip install 'threadlab[{extra}]'", file=sys.stderr)
        return CANNOT_RUN


_INSTRUCTORS_PACKAGES = {
    "nbgrader",
    "nbformat",
    "nbconvert",
    "sqlalchemy",
    "traitlets",
    "rich",
    "jupyterlab",
    "distributed",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="threadlab", description="A course on Python threads, graded on every schedule.", epilog=EPILOG
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

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
    check.set_defaults(run=_check)

    term = commands.add_parser(
        "new-term",
        help="make a course folder for a term",
        description="Make a folder for a term, with the course's notebooks and settings. Students' work and grades "
        "stay there, outside of the course's repository.",
        epilog="Example: threadlab new-term ~/autumn-term, then: cd ~/autumn-term and threadlab build",
    )
    term.add_argument("folder", metavar="FOLDER", type=Path, help="where; it must be new or empty")
    term.set_defaults(run=_new_term)

    build = commands.add_parser(
        "build",
        help="build the students' notebooks",
        description="Build release/ from source/, refusing to give away solutions and hidden tests.",
    )
    build.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    build.set_defaults(run=_build)

    grade = commands.add_parser(
        "grade",
        help="grade a class",
        description="Grade what is in submitted/: grades go into gradebook.db, the judged notebooks into autograded/, "
        "the pages for students into feedback/. Grading again changes nothing that need not change: what was graded "
        "before and has not changed is recognised. A run that was ended, by whatever, is gone on with by the next.",
        epilog="Exit status: 0 if the class is graded, even if some of it needs a person; 1 if the grader failed at a "
        "submission (it is then left to a person, never a zero); 2 if the command could not do what it was asked to "
        "(the message says why, and what was finished is kept); 130 if it was interrupted. "
        "Example: threadlab grade 2-locked-counter --student student-07",
    )
    grade.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    grade.add_argument("--student", metavar="ID", action="append", default=[], help="only this one; may be repeated")
    grade.add_argument("--jobs", metavar="N", type=_count, help="judge so many at a time (default: one per processor)")
    grade.add_argument("--dask", metavar="ADDRESS", default="", help="judge on a Dask cluster: tcp://scheduler:8786")
    grade.add_argument("--force", action="store_true", help="grade everything anew, even what has not changed")
    grade.add_argument(
        "--i-trust-these-submissions",
        action="store_true",
        help="go on, this once, where no sandbox works; for submissions that you wrote yourself",
    )
    grade.set_defaults(run=_grade)

    lab = commands.add_parser(
        "lab",
        help="open JupyterLab on the course",
        description="Open JupyterLab on the course; the formgrader is in its menu Nbgrader.",
        usage="threadlab lab [-h] [OPTION OF JUPYTERLAB ...]",
        epilog="Example: threadlab lab --no-browser --port 8899",
        allow_abbrev=False,
    )
    lab.set_defaults(run=_lab)

    student = commands.add_parser(
        "student-lab",
        help="open a student's JupyterLab",
        description="Open JupyterLab as a student of the course sees it, to try the course out. What the student "
        "fetches and writes is kept in .students/ID.",
        epilog="Example: threadlab student-lab student-01 --port 8899",
    )
    student.add_argument("student", metavar="ID", help="the student's name, such as student-01")
    student.add_argument("options", nargs=argparse.REMAINDER, help="options for JupyterLab")
    student.set_defaults(run=_student_lab)
    return parser


def _check(options: argparse.Namespace) -> int:
    from threadlab.course.answer_check import check_answer
    from threadlab.course.exercises import NoExerciseError, find_exercise

    try:
        exercise = find_exercise(find_course(), options.exercise)
        result = check_answer(exercise, _answer(options.answer, exercise.name))
    except NoExerciseError as problem:
        raise _UsageError(str(problem)) from None
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
        raise _UsageError(f"{path} is not a text file in UTF-8") from None
    except OSError as problem:
        raise _UsageError(f"cannot read {path}: {problem.strerror}") from None


def _in_notebook(path: Path, text: str, exercise: str) -> str:
    from threadlab.notebook.cell_text.cells import cells_of

    try:
        notebook = json.loads(text)
    except ValueError:
        raise _UsageError(f"{path} cannot be read as a notebook") from None
    found = [cell for cell in cells_of(notebook if isinstance(notebook, dict) else {}) if cell.grade_id == exercise]
    if not found:
        raise _UsageError(f"{path} has no cell {exercise}, where the answer should be")
    return found[-1].text  # of copies the last one counts, as in grading


def _new_term(options: argparse.Namespace) -> int:
    from threadlab.course.new_term import BadTermError, new_term

    try:
        made = new_term(_with_sources(find_course()), options.folder)
    except BadTermError as problem:
        raise _UsageError(str(problem)) from None
    print(f"Made {made.root}: {', '.join(made.assignments())}. Next: cd there, and threadlab build.")
    return 0


def _build(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.nbgrader_steps import StepFailedError
    from threadlab.course.release.build import ReleaseRefusedError, build
    from threadlab.grading.gradebook.canonical_file import BadGradebookError

    course = _with_sources(find_course())
    try:
        changed = build(course, options.assignments)
    except BadGradebookError as problem:
        raise _UsageError(str(problem)) from None
    except (ReleaseRefusedError, StepFailedError) as problem:
        raise _UsageError(f"the release was not built:\n{problem}") from None
    print(f"Built {', '.join(changed)}." if changed else "The release is up to date.")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar, show_class
    from threadlab.course.grading_run.grade import grade
    from threadlab.course.grading_run.machine_errors import MachineError, what_is_wrong
    from threadlab.course.grading_run.nbgrader_steps import StepFailedError
    from threadlab.course.grading_run.run_lock import NotAloneError, alone
    from threadlab.course.grading_run.workers import NoWorkersError, workers
    from threadlab.course.release.build import ReleaseRefusedError
    from threadlab.grading.gradebook.canonical_file import BadGradebookError

    course = _with_sources(find_course())
    trusted, afresh = options.i_trust_these_submissions, options.force
    if options.dask:
        print(f"Connecting to the Dask cluster at {options.dask} ...", file=sys.stderr)
    try:
        with (
            what_is_wrong(course),
            alone(course),
            workers(course, jobs=options.jobs, dask=options.dask, trusted=trusted, afresh=afresh) as executor,
            progress_bar() as progress,
        ):
            outcome = grade(course, executor, options.assignments, options.student, progress, afresh=afresh)
    except (BadGradebookError, NoWorkersError, NotAloneError, MachineError) as problem:
        raise _UsageError(str(problem)) from None
    except (ReleaseRefusedError, StepFailedError) as problem:
        raise _UsageError(f"the release was not built, and nothing was graded:\n{problem}") from None
    show_class(outcome)
    return 1 if outcome.faults else 0


def _lab(options: argparse.Namespace) -> int:
    from threadlab.course.labs.instructor_lab import open_lab

    open_lab(find_course(), options.options)
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on is needed, not {text!r}")
    return int(text)


def _student_lab(options: argparse.Namespace) -> int:
    from threadlab.course.labs.student_lab import BadNameError, open_student_lab

    try:
        open_student_lab(find_course(), options.student, options.options)
    except BadNameError as problem:
        raise _UsageError(str(problem)) from None
    return 0


def _with_sources(course: CourseFolder) -> CourseFolder:
    if not course.source.is_dir():
        raise _UsageError(f"{course.root} has no source/: building and grading need the instructor's notebooks")
    return course


if __name__ == "__main__":
    sys.exit(main())
