"""A student's JupyterLab on this machine, beside the instructor's: to try the course out from the other side.

It is set up as a student's server of a real class is: nbgrader without the instructor's menus, and nothing in common
with the course but the exchange. Home, settings and work are in a folder of the student's own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.course.labs.instructor_lab import SETTINGS, lab_command, lab_environment, prepare_exchange
from threadlab.errors import CannotRunError
from threadlab.grading.pipeline.course_settings import read_settings

STUDENTS = ".students"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

# What only instructors need.
HIDDEN = ("@jupyter/nbgrader:formgrader", "@jupyter/nbgrader:course-list", "@jupyter/nbgrader:create-assignment")

_SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.student_id = {student!r}
c.Exchange.root = {exchange!r}
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
"""


class BadNameError(CannotRunError):
    """The name cannot be a student's; the message says which can."""


def prepare_student(course: CourseFolder, student: str) -> Path:
    """Make a student's folder, or bring its settings up to date, and return it; the work in it stays.

    Raises:
        BadNameError: if the name is no plain name of a folder.
    """
    if not _NAME.fullmatch(student):
        raise BadNameError(f"{student!r} cannot be a student: letters, digits, dots, hyphens, underscores")
    prepare_exchange(course)
    settings = read_settings(course.settings).config
    folder = course.root / STUDENTS / student
    for part in ("home", "work", "config/labconfig", "config/custom"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(
        course_id=settings.CourseDirectory.course_id, student=student, exchange=str(settings.Exchange.root)
    )
    (folder / "config" / CONFIG).write_text(text, encoding="utf-8")
    page = json.dumps({"disabledExtensions": dict.fromkeys(HIDDEN, True)}, indent=2)
    (folder / "config/labconfig/page_config.json").write_text(page, encoding="utf-8")
    (folder / "config/jupyter_lab_config.json").write_text('{"LabApp": {"custom_css": true}}\n', encoding="utf-8")
    shutil.copyfile(SETTINGS / "validate.css", folder / "config/custom/custom.css")
    return folder


def student_environment(folder: Path) -> dict[str, str]:
    """Return what a student's server and its kernels see as their environment."""
    places = {
        "HOME": "home",
        "IPYTHONDIR": "home/.ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER_")}
    return lab_environment(kept | {key: str(folder / place) for key, place in places.items()})


def open_student_lab(course: CourseFolder, student: str, extra: Sequence[str] = ()) -> None:
    """Become a student's JupyterLab; ``extra`` are options of its own. Does not return.

    Raises:
        BadNameError: if the name is no plain name of a folder.
    """
    folder = prepare_student(course, student)
    work = folder / "work"
    os.chdir(work)
    sys.stdout.flush()
    os.execve(sys.executable, lab_command(CourseFolder(work), extra), student_environment(folder))  # noqa: S606
