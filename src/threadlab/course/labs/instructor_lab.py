"""JupyterLab on a course folder, with the formgrader."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from threadlab.course.folder import CourseFolder

# Settings of JupyterLab's, in the layout of its configuration folders.
SETTINGS = Path(__file__).with_name("jupyter")

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


def lab_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which JupyterLab does not ask whether to show news from the internet."""
    paths = [str(SETTINGS), environment.get("JUPYTER_CONFIG_PATH", "")]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}


def open_lab(course: CourseFolder, extra: Sequence[str] = ()) -> None:
    """Become JupyterLab; ``extra`` are options of its own. Does not return."""
    prepare_exchange(course)
    os.chdir(course.root)
    sys.stdout.flush()
    os.execve(sys.executable, lab_command(course, extra), lab_environment(os.environ))  # noqa: S606 - our own interpreter
