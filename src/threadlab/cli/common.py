"""What several commands share: their type, the course they work in, and how they read numbers."""

from __future__ import annotations

import argparse
import sys
from typing import TypeAlias

from threadlab.course.folder import CourseFolder, find_course
from threadlab.errors import CannotRunError

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def course_with_sources() -> CourseFolder:
    """Return the course around the current folder, with the instructor's notebooks, and warn of idle settings.

    Raises:
        CannotRunError: if there is no course, or it has no ``source/``, or grading would not be safe with its settings.
    """
    from threadlab.grading.pipeline.course_settings import read_settings

    course = find_course()
    if not course.source.is_dir():
        raise CannotRunError(f"{course.root} has no source/: building and grading need the instructor's notebooks")
    for warning in read_settings(course.settings).warnings:
        print(f"threadlab: {warning}", file=sys.stderr)
    return course


def count(text: str) -> int:
    """Read a whole number from 1 on, as argparse's ``type``.

    Raises:
        argparse.ArgumentTypeError: if it is none.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on is needed, not {text!r}")
    return int(text)
