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
        description="Build release/ from source/, refusing to give away solutions and hidden tests.",
    )
    build.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    build.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.nbgrader_steps import StepFailedError
    from threadlab.course.release.build import ReleaseRefusedError, build

    try:
        changed = build(course_with_sources(), options.assignments)
    except (ReleaseRefusedError, StepFailedError) as problem:
        raise CannotRunError(f"the release was not built:\n{problem}") from None
    print(f"Built {', '.join(changed)}." if changed else "The release is up to date.")
    return 0
