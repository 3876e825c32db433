"""``threadlab pack``: exercises for graders other than nbgrader."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.errors import CannotRunError
from threadlab.runners.formats.gradescope import VISIBILITIES

if TYPE_CHECKING:
    from threadlab.course.exercises import Exercise
    from threadlab.runners.packing.archive import Files

_SYSTEMS = {
    "gradescope": "an autograder to upload",
    "otter": "tests for otter-grader 7",
    "prairielearn": "questions with an external grader",
    "github": "a repository with a workflow, for GitHub Classroom or plain CI",
}


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    pack = commands.add_parser(
        "pack",
        help="pack exercises for Gradescope, otter-grader, PrairieLearn or GitHub",
        description="Pack exercises for another grader, as a zip file whose bytes follow from what is in it: "
        + "; ".join(f"{name}: {what}" for name, what in _SYSTEMS.items())
        + ".",
        epilog="Example: threadlab pack gradescope 2-locked-counter/increment --to autograder.zip",
    )
    pack.add_argument("system", choices=tuple(_SYSTEMS), help="for which grader")
    pack.add_argument(
        "exercises",
        metavar="EXERCISE",
        nargs="+",
        help='exercises of the course, such as "2-locked-counter/increment", or folders of exercises without notebooks',
    )
    pack.add_argument("--to", metavar="FILE.zip", type=Path, required=True, help="the file to write")
    pack.add_argument(
        "--visibility",
        choices=VISIBILITIES,
        default="visible",
        help="when students see the tests on Gradescope (default: visible)",
    )
    pack.add_argument("--dry-run", action="store_true", help="say what would be in the file, and write nothing")
    pack.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.runners.packing.archive import archive
    from threadlab.story.text.names import counted

    if options.to.suffix != ".zip":
        raise CannotRunError(f"{options.to} must end with .zip: that is what will be written")
    exercises = _exercises(options.exercises)
    files = _packer(options)(exercises)
    if options.dry_run:
        print("\n".join(sorted(files)))
        return 0
    content = archive(files)
    try:
        options.to.write_bytes(content)
    except OSError as problem:
        raise CannotRunError(f"cannot write {options.to}: {problem.strerror}") from None
    points = sum(exercise.points for exercise in exercises)
    print(f"{options.to}: {counted(len(exercises), 'exercise')}, {points:g} points, {len(content) / 1e6:.1f} MB")
    return 0


def _packer(options: argparse.Namespace) -> Callable[[Sequence[Exercise]], Files]:
    match options.system:
        case "gradescope":
            from threadlab.runners.packing.gradescope import gradescope_files

            return lambda exercises: gradescope_files(exercises, options.visibility)
        case "otter":
            from threadlab.runners.packing.otter import otter_files

            return otter_files
        case "prairielearn":
            from threadlab.runners.packing.prairielearn import prairielearn_files

            return prairielearn_files
        case _:
            from threadlab.runners.packing.github import github_files

            return github_files


def _exercises(paths: Sequence[str]) -> list[Exercise]:
    from threadlab.course.exercises import exercises, find_exercise
    from threadlab.course.folder import find_course
    from threadlab.course.safe_settings import require_safe_settings
    from threadlab.runners.exercise_folders.reading import folder_exercises, is_exercise

    found: list[Exercise] = []
    for path in paths:
        if is_exercise(Path(path)):
            found += folder_exercises(Path(path))
        else:
            course = find_course()
            require_safe_settings(course)
            whole = exercises(course, path) if path in course.assignments() else []
            found += whole or [find_exercise(course, path)]
    names = [exercise.name for exercise in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CannotRunError(f"there are two exercises called {', '.join(twice)}: an answer's file could be either's")
    return found
