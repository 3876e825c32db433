"""``threadlab doctor``: whether this machine is ready."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from threadlab.cli.common import Commands
from threadlab.course.folder import CourseFolder, NoCourseError, find_course


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    doctor = commands.add_parser(
        "doctor",
        help="say whether this machine is ready",
        description="Look at what the work here needs: Python, packages, checks, JupyterLab and its kernel, sandbox, "
        "disk, configuration, gradebook, course, clock. Beside each finding that is not as it should be stands what to "
        "do. Nothing is changed.",
        epilog="Exit status: 0 if the machine is ready (a line with ! is a hint); 1 if something must be mended. "
        "Example: threadlab doctor --for student",
    )
    doctor.add_argument(
        "--for",
        dest="role",
        choices=("student", "instructor", "ta"),
        help="whose work (default: an instructor's in a course with source/, else a student's)",
    )
    doctor.add_argument("--json", action="store_true", help="write the findings as JSON, for scripts")
    doctor.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.upkeep.doctor.examination import Role, examine

    course = _course()
    role: Role = options.role or ("instructor" if course is not None and course.source.is_dir() else "student")
    found = examine(course, role, Path.cwd())
    print(json.dumps(found.to_json(), indent=2, ensure_ascii=False) if options.json else "\n".join(found.lines()))
    return 0 if found.ready else 1


def _course() -> CourseFolder | None:
    try:
        return find_course()
    except NoCourseError:
        return None
