"""``threadlab export-exercises``: the course's exercises as folders of plain files."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from threadlab.cli.common import Commands
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    export = commands.add_parser(
        "export-exercises",
        help="write exercises as folders without notebooks",
        description="Write each exercise of the course as a folder: task.md, stub.py, solution.py, checks/, answers/. "
        "threadlab check, watch and pack take such folders; their verdicts are those of the notebooks.",
        epilog="Example: threadlab export-exercises 2-locked-counter --to ../exercises --handout",
    )
    export.add_argument("paths", metavar="ASSIGNMENT[/EXERCISE]", nargs="*", help="which ones (default: all)")
    export.add_argument("--to", metavar="FOLDER", type=Path, required=True, help="where the folders are made")
    export.add_argument(
        "--handout", action="store_true", help="for learners: without solutions, answers and hidden tests"
    )
    export.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    export.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.exercises import exercises
    from threadlab.course.folder import find_course
    from threadlab.course.safe_settings import require_safe_settings
    from threadlab.runners.exercise_folders.writing import chosen, folder_files

    course = find_course()
    require_safe_settings(course)
    found = chosen(exercises(course), options.paths)
    there = [exercise.path for exercise in found if (options.to / exercise.path).exists()]
    if there:
        raise CannotRunError(
            f"{options.to} has {', '.join(there)} already, and nothing is written over; remove it, or name another --to"
        )
    for order, exercise in enumerate(found, start=1):
        files = folder_files(exercise, order, course.root, handout=options.handout)
        folder = options.to / exercise.path
        print(f"{folder}: {len(files)} files{' (not written)' if options.dry_run else ''}")
        if not options.dry_run:
            _write(folder, files)
    return 0


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise CannotRunError(f"cannot write {problem.filename or folder}: {problem.strerror}") from None
