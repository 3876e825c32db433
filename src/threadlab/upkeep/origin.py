"""What a term has taken over from which course: so that later it is known who changed what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from threadlab import __version__
from threadlab.course.folder import CourseFolder
from threadlab.upkeep.backups import backed_up

_TAKEN = ".threadlab/taken.json"
TREES = ("source/", "answers/")


@dataclass(frozen=True, slots=True)
class Origin:
    """The course that a term comes from, the package's version then, and a digest of each file that it took."""

    course: Path
    version: str
    files: Mapping[str, str]


def taken_from(term: CourseFolder) -> Origin | None:
    """Read what a term has taken over; None if nobody has noted it."""
    try:
        about = json.loads((term.root / _TAKEN).read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in about["files"].items()}
        return Origin(Path(str(about["course"])), str(about["version"]), files)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def note(term: CourseFolder, course: CourseFolder, files: Mapping[str, str]) -> None:
    """Note what a term has of a course."""
    path = term.root / _TAKEN
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"course": str(course.root), "version": __version__, "files": dict(sorted(files.items()))}
    path.write_text(json.dumps(about, indent=1), encoding="utf-8")


def files_with_digests(course: CourseFolder) -> dict[str, str]:
    """Give the author's files of a course, each with a digest."""
    return {file: file_digest(course.root / file) for file in backed_up(course) if file.startswith(TREES)}


def file_digest(path: Path) -> str:
    """Give a digest of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
