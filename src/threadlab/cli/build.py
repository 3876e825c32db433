"""``threadlab build``: the students' notebooks, from the instructor's."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands, course_with_sources
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    build = commands.add_parser(
        "build",
        help="build the students' notebooks",
        description="Build release/ from source/. What is built is judged first: every solution must pass every check, "
        "the untouched release none, and no solution or hidden test may be given away. Else nothing is built, and each "
        "slip is named. A notebook of which nothing has changed is not judged again.",
        epilog="Exit status: 0 if all is built; 2 if anything keeps it from being built (the message says what). "
        "Examples: threadlab build 2-locked-counter; threadlab build --with-package",
    )
    build.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    build.add_argument(
        "--replace",
        action="store_true",
        help="start an assignment anew whose graded cells have changed though somebody has handed in: a copy of the "
        "gradebook is kept, and the assignment's marks and comments are forgotten",
    )
    build.add_argument(
        "--with-package",
        action="store_true",
        help="put the package beside the release, too, as a wheel, with a page that says in three lines how to start",
    )
    build.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar
    from threadlab.course.grading_run.machine_errors import what_is_wrong
    from threadlab.course.nbgrader_steps import StepFailedError
    from threadlab.course.release.build import ReleaseRefusedError, build
    from threadlab.upkeep.backups import backup_before

    try:
        course = course_with_sources()
        with what_is_wrong(course, "building"), progress_bar("Building") as progress:
            backup_before(course, "build")
            built = build(course, options.assignments, progress=progress, replace=options.replace)
    except (ReleaseRefusedError, StepFailedError) as problem:
        raise CannotRunError(f"the release was not built:\n{problem}") from None
    for copy in built.copies:
        print(f"Started anew; the gradebook as it was before is kept in {copy.name}.")
    print(f"Built {', '.join(built.changed)}." if built.changed else "The release is up to date.")
    if options.with_package:
        from threadlab.course.release.package import write_package

        print(f"Beside it: {' and '.join(path.name for path in write_package(course))}.")
    return 0
