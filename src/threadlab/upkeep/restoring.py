"""Bringing a backup back, so that it can be undone: what is there now is kept first."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from threadlab.course.folder import CourseFolder
from threadlab.upkeep.backups import GRADEBOOK, Backup, BackupError, backup, backups, present_digests

LAST = "last"
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What bringing a backup back does: the files that become others, come back, or go."""

    changed: tuple[str, ...]
    back: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.back or self.gone)


def find_backup(course: CourseFolder, name: str) -> Backup:
    """Find a backup by its name, by the beginning of one, or "last".

    Raises:
        BackupError: if there is none, or several begin so.
    """
    known = backups(course)
    if not known:
        raise BackupError("there is no backup yet; threadlab grade, build and update keep one before they begin")
    if name == LAST:
        return known[-1]
    found = [each for each in known if each.name == name] or [each for each in known if each.name.startswith(name)]
    if len(found) != 1:
        which = "several backups begin with" if found else "no backup is called"
        raise BackupError(f"{which} {name}; there are: {', '.join(each.name for each in known)}")
    return found[0]


def what_would_change(course: CourseFolder, wanted: Backup) -> FileChanges:
    """Say what bringing a backup back would do.

    Raises:
        BackupError: if the backup is not whole any more.
    """
    _require_whole(wanted)
    return _between(present_digests(course), wanted.files)


def bring_back(course: CourseFolder, wanted: Backup) -> tuple[FileChanges, Backup | None]:
    """Bring a backup back.

    Args:
        course: the course, in which nobody grades meanwhile.
        wanted: the backup.

    Returns:
        What was done, and the backup of how it was before, with which it can be undone; None if the last backup has
        that already.

    Raises:
        BackupError: if the backup is not whole, or what is there now cannot be kept.
    """
    todo = what_would_change(course, wanted)
    if not todo:
        return todo, None
    kept = backup(course, f"restore {wanted.name}") or backups(course)[-1]
    _require_whole(wanted)  # it may have been the oldest, which went when one more was kept
    for file in (*todo.changed, *todo.back):
        target = course.root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{target.name}.tmp")
        shutil.copy2(wanted.path(file), fresh)
        with _nobody_writing(target) if file == GRADEBOOK else nullcontext():
            fresh.replace(target)
    for file in todo.gone:
        (course.root / file).unlink(missing_ok=True)
    return todo, kept


@contextmanager
def _nobody_writing(gradebook: Path) -> Iterator[None]:
    """Keep others from writing into a gradebook that is about to go; into one that is damaged nobody can."""
    with closing(sqlite3.connect(gradebook, timeout=_PATIENCE, isolation_level=None)) as now:
        try:
            now.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            pass
        yield


def _between(now: Mapping[str, str], then: Mapping[str, str]) -> FileChanges:
    return FileChanges(
        changed=tuple(file for file in sorted(then) if file in now and now[file] != then[file]),
        back=tuple(file for file in sorted(then) if file not in now),
        gone=tuple(file for file in sorted(now) if file not in then),
    )


def _require_whole(wanted: Backup) -> None:
    for file, digest in wanted.files.items():
        path = wanted.path(file)
        if ".." in file.split("/") or not path.is_file() or path.is_symlink():
            raise BackupError(f"the backup {wanted.name} is not whole: {file} is missing")
        with path.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != digest:
                raise BackupError(f"the backup {wanted.name} is not whole: {file} was changed")
