"""``threadlab student-lab``: JupyterLab as a student sees it."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    student = commands.add_parser(
        "student-lab",
        help="open a student's JupyterLab",
        description="Open JupyterLab as a student of the course sees it, to try the course out. What the student "
        "fetches and writes is kept in .students/ID.",
        epilog="Example: threadlab student-lab student-01 --port 8899",
    )
    student.add_argument("student", metavar="ID", help="the student's name, such as student-01")
    student.add_argument("options", nargs=argparse.REMAINDER, help="options for JupyterLab")
    student.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.labs.student_lab import open_student_lab

    open_student_lab(find_course(), options.student, options.options)
    return 0
