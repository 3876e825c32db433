"""What nbgrader copies of a submission, and where it reads the time from: plain files alone.

nbgrader follows links: what one leads to would be copied into ``autograded`` and ``feedback``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, NbGraderException
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from threadlab.grading.submission.plain_files import kind, plain_files, way_is_a_link

# What nbgrader leaves out, and what systems put into every folder.
NEVER_COPIED = (
    *(".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"),
    *(".DS_Store", "._*", "__MACOSX", "Thumbs.db", "desktop.ini"),
)


def install() -> None:
    """Have nbgrader copy and read nothing else. Calling it again changes nothing."""
    if BaseConverter.init_assignment.__module__ != __name__:
        BaseConverter.init_assignment = _copying_plain_files(BaseConverter.init_assignment)
        CourseDirectory.get_existing_timestamp = _of_a_plain_file(CourseDirectory.get_existing_timestamp)


def _copying_plain_files(copy: Callable[[Any, str, str], None]) -> Callable[[Any, str, str], None]:
    def init_assignment(self: Any, assignment_id: str, student_id: str) -> None:
        self.coursedir.ignore = [*dict.fromkeys((*self.coursedir.ignore, *NEVER_COPIED))]
        if not isinstance(self, Autograde):
            copy(self, assignment_id, student_id)
            return
        source, target = (Path(find(assignment_id, student_id)) for find in (self._format_source, self._format_dest))
        for file in plain_files(source):
            if file.suffix != ".ipynb" and not _is_ignored(file.relative_to(source), self.coursedir.ignore):
                place = target / file.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.unlink(missing_ok=True)
                shutil.copy(file, place, follow_symlinks=False)

    return init_assignment


def _is_ignored(file: Path, patterns: Iterable[str]) -> bool:
    return any(fnmatch(part, pattern) for part in file.parts for pattern in patterns)


def _of_a_plain_file(read: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """Have a time read from a plain file only: nbgrader would wait at a named pipe for ever."""

    def get_existing_timestamp(self: CourseDirectory, folder: str) -> Any:
        file = Path(folder, "timestamp.txt")
        link = way_is_a_link(file.parent)
        found = f"in a folder behind the link {link}" if link else kind(file) if os.path.lexists(file) else ""
        if found:
            self.log.error("%s is %s, not a file", file, found)
            raise NbGraderException(f"{file} is {found}, not a file")
        return read(self, folder)

    return get_existing_timestamp
