"""JupyterLab on a course folder, with the formgrader."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from threadlab.course.folder import CourseFolder

# The exchange is a folder that every student's server on this machine writes into.
EXCHANGE = ".exchange"
OPEN_TO_ALL = 0o777


def prepare_exchange(course: CourseFolder) -> None:
    """Make the folder through which assignments are handed out and in, as nbgrader wants it."""
    exchange = course.root / EXCHANGE
    exchange.mkdir(exist_ok=True)
    exchange.chmod(OPEN_TO_ALL)


def lab_command(course: CourseFolder, extra: Sequence[str] = ()) -> list[str]:
    """Return the command that serves a course; nothing in it asks other machines for anything."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={course.root}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        *extra,
    ]


def open_lab(course: CourseFolder, extra: Sequence[str] = ()) -> None:
    """Become JupyterLab; ``extra`` are options of its own. Does not return."""
    prepare_exchange(course)
    os.chdir(course.root)
    sys.stdout.flush()
    os.execv(sys.executable, lab_command(course, extra))  # noqa: S606 - our own interpreter
