"""``threadlab lab``: JupyterLab on the course."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    lab = commands.add_parser(
        "lab",
        help="open JupyterLab on the course",
        description="Open JupyterLab on the course; the formgrader is in its menu Nbgrader.",
        usage="threadlab lab [-h] [OPTION OF JUPYTERLAB ...]",
        epilog="Example: threadlab lab --no-browser --port 8899",
        allow_abbrev=False,
    )
    lab.set_defaults(run=_run, takes_others=True)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.labs.instructor_lab import open_lab
    from threadlab.grading.pipeline.course_settings import read_settings

    course = find_course()
    read_settings(course.settings)  # the formgrader grades, too
    open_lab(course, options.options)
    return 0
