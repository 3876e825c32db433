"""Backups of a course: what grading, building or taking over later versions may change, as it was before."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from threadlab import __version__
from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.canonical_file import require_gradebook

FOLDER = ".threadlab/backups"
KEPT = 30  # the oldest beyond these go
GRADEBOOK = "gradebook.db"
RECORD = ".threadlab/graded.jsonl"
TREES = ("source", "release", "answers")
_MANIFEST = "backup.json"
_PATIENCE = 60.0  # seconds to wait for whoever writes into the gradebook


class BackupError(CannotRunError):
    """A backup cannot be made, found or brought back; the message says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: the files that it has, each with a digest of its bytes."""

    folder: Path
    when: str
    why: str
    version: str
    files: Mapping[str, str]

    @property
    def name(self) -> str:
        """How one asks for it: "2026-11-29T16.20.05"."""
        return self.folder.name

    def path(self, file: str) -> Path:
        """Return where one of its files is."""
        return self.folder / file


def backup_before(course: CourseFolder, command: str) -> None:
    """Keep the course as it is before a command that is about to write into its gradebook.

    Raises:
        BadGradebookError: if that is none, or cannot be written.
        BackupError: see ``backup``.
    """
    require_gradebook(course.gradebook, _PATIENCE)
    backup(course, command)


def backup(course: CourseFolder, why: str, now: datetime | None = None) -> Backup | None:
    """Keep the course as it is; None if the last backup has all of it already, or there is nothing.

    It is there whole or not at all.

    Args:
        course: the course.
        why: what is about to be done.
        now: the time, for its name; this machine's if it is not given.

    Raises:
        BackupError: if it cannot be kept: the disk is full, say. Then what was to be done is better not done.
    """
    place = course.root / FOLDER
    when = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H.%M.%S")
    try:
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)  # grades are nobody else's business
        half = Path(tempfile.mkdtemp(prefix=".half-", dir=place))
        try:
            files = dict(_copied(course, half))
            known = backups(course)
            if not files or (known and known[-1].files == files):
                return None
            about = {"when": when, "why": why, "version": __version__, "files": files}
            (half / _MANIFEST).write_text(json.dumps(about, indent=1), encoding="utf-8")
            folder = _free(place, when)
            half.rename(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except (OSError, sqlite3.Error) as problem:
        raise BackupError(f"no backup could be kept, so nothing was done: {problem}") from None
    for old in known[: max(0, len(known) + 1 - KEPT)]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return Backup(folder, when, why, __version__, files)


def backups(course: CourseFolder) -> list[Backup]:
    """List the backups, the oldest first; what is none is passed over."""
    found = []
    for manifest in sorted((course.root / FOLDER).glob(f"*/{_MANIFEST}")):
        try:
            about = json.loads(manifest.read_text(encoding="utf-8"))
            files = {str(name): str(digest) for name, digest in about["files"].items()}
            found.append(Backup(manifest.parent, str(about["when"]), str(about["why"]), str(about["version"]), files))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
    return found


def present_digests(course: CourseFolder) -> dict[str, str]:
    """Give the digests of all that a backup would have now."""
    with tempfile.TemporaryDirectory() as folder:
        return dict(_copied(course, Path(folder)))


def _free(place: Path, when: str) -> Path:
    """Return a name that is not taken yet: two runs may begin in the same second."""
    number = 1
    while (place / (name := when if number == 1 else f"{when}-{number}")).exists():
        number += 1
    return place / name


def _copied(course: CourseFolder, goal: Path) -> Iterator[tuple[str, str]]:
    """Copy what a backup has, and give each file with its digest."""
    for file in backed_up(course):
        target = goal / file
        target.parent.mkdir(parents=True, exist_ok=True)
        if file == GRADEBOOK:
            _copy_gradebook(course.root / file, target)
        else:
            shutil.copy2(course.root / file, target)
        with target.open("rb") as opened:
            yield file, hashlib.file_digest(opened, "sha256").hexdigest()


def backed_up(course: CourseFolder) -> list[str]:
    """Name the files of a course that a backup has, as they are now."""
    single = [name for name in (CONFIG, GRADEBOOK, RECORD) if (course.root / name).is_file()]
    return sorted([*single, *(file for tree in TREES for file in _plain_files(course.root, tree))])


def _plain_files(root: Path, tree: str) -> Iterator[str]:
    for where, folders, files in os.walk(root / tree):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        for name in files:
            path = Path(where, name)
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                yield str(path.relative_to(root))


def _copy_gradebook(path: Path, target: Path) -> None:
    """Copy a database that others may be writing into, as it is between two of their commits."""
    if not path.stat().st_size:  # its making was stopped; SQLite takes nothing for a database without a table
        shutil.copy2(path, target)
        return
    source = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(source, uri=True, timeout=_PATIENCE, isolation_level=None)) as old:
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on nobody else commits
            target.write_bytes(old.serialize())  # the very bytes of the file, which a copy of its pages is not
    except sqlite3.OperationalError:  # somebody keeps it locked, or the disk is full
        raise
    except sqlite3.DatabaseError:  # it is damaged, or none: then its bytes are kept
        shutil.copy2(path, target)
