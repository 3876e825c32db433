"""Whether a course's settings are such that grading is safe, for commands that have no other use for them.

To read them takes importing nbgrader, which is most of a second: what was found is kept, for as long as it is true, and
beside it the version of Python that they hold answers to.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from threadlab import nbgrader
from threadlab.course.folder import CourseFolder
from threadlab.notebook.cell_text.course_language import BadVersionError, held, hold_to, version_named
from threadlab.schedules.language import dotted

FOUND_SAFE = ".threadlab/settings"


def require_safe_settings(course: CourseFolder) -> None:
    """Refuse to go on with a course whose settings grading would not be safe with; nothing is graded in a student's.

    Raises:
        BadSettingsError: if they cannot be read, or are not safe.
    """
    if not course.source.is_dir():
        return
    kept, digest = course.root / FOUND_SAFE, _digest(course)
    with suppress(OSError, UnicodeDecodeError, BadVersionError):
        known, _, python = kept.read_text(encoding="ascii").partition(" ")
        if known == digest:
            hold_to(version_named(python))
            return
    try:
        from threadlab.grading.pipeline.course_settings import read_settings
    except ModuleNotFoundError:  # of what instructors have
        return
    read_settings(course.settings)
    with suppress(OSError):  # it is looked up again next time
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(f"{digest} {dotted(held())}", encoding="ascii")


def _digest(course: CourseFolder) -> str:
    """Give a digest of the settings, and of what they are made by and measured against."""
    required = Path(nbgrader.__file__).parent / "grading" / "pipeline" / "required_settings.py"
    more = course.settings.with_suffix(".json")
    files = (course.settings, *((more,) if more.exists() else ()), Path(nbgrader.__file__), required)
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
