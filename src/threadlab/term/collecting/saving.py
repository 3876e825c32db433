"""Putting what was collected into ``submitted/``: whole submissions, and nothing over another unasked."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from pathlib import Path
from tempfile import mkdtemp

from threadlab.course.folder import CourseFolder
from threadlab.grading.submission.handed_in import handed_in, handed_in_at
from threadlab.grading.submission.plain_files import NotPlainError, read_plain
from threadlab.grading.times import BadTimeError
from threadlab.term.collecting.choosing import HandIn

REPLACED = ".threadlab/replaced"
_HALF = ".collecting-"  # how a folder is called until a submission is whole


class StoredState(Enum):
    """What there is of a submission already."""

    NEW = "new"
    SAME = "as before"
    DATED = "as before, and when it was handed in is known only now"
    RETIMED = "as before, and handed in at another time"
    OTHER = "there already, and another"
    LATER = "there already, and later"


def submitted_state(course: CourseFolder, assignment: str, hand_in: HandIn) -> StoredState:
    """Say what ``submitted/`` has of a submission."""
    folder = course.submitted / hand_in.student / assignment
    if not handed_in(folder):
        return StoredState.NEW
    at = hand_in.when.at if hand_in.when else None
    before, stamp = _noted(folder), _stamp(hand_in)
    if all(_bytes(folder / name) == file.read() for name, file in hand_in.notebooks.items()):
        if stamp in (before, ""):
            return StoredState.SAME
        # Who has said only now in which zone the times are may want those of before to be put right.
        return StoredState.RETIMED if before else StoredState.DATED
    try:
        noted = handed_in_at(folder)
    except (BadTimeError, OSError):
        noted = None
    return StoredState.LATER if at and noted and noted > at else StoredState.OTHER


def store(course: CourseFolder, assignment: str, hand_ins: Iterable[HandIn], told: Callable[[HandIn], object]) -> None:
    """Write submissions; one that is there already is moved to ``.threadlab/replaced/`` first.

    Args:
        course: the course.
        assignment: the assignment's name.
        hand_ins: what to write, each whole or not at all.
        told: called before each.
    """
    for left in course.submitted.glob(f"*/{_HALF}*"):  # of a run that was ended
        shutil.rmtree(left, ignore_errors=True)
    for hand_in in hand_ins:
        told(hand_in)
        folder = course.submitted / hand_in.student / assignment
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=_HALF, dir=folder.parent))
        try:
            for name, file in hand_in.notebooks.items():
                (half / name).write_bytes(file.read())
            stamp = _stamp(hand_in)
            if stamp:
                (half / "timestamp.txt").write_text(stamp, encoding="utf-8")
            half.chmod(0o755)
            if handed_in(folder):
                _move_away(course, assignment, hand_in.student, folder)
            half.replace(folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def exchange_time(at: datetime) -> str:
    """Write a time as nbgrader's exchange notes it."""
    return f"{at.isoformat(sep=' ')} UTC"


def _stamp(hand_in: HandIn) -> str:
    if hand_in.when is None:
        return ""
    # What is no certain time keeps its words: the submission then waits for a person when it is graded.
    return exchange_time(hand_in.when.at) if hand_in.when.at else hand_in.when.said


def _move_away(course: CourseFolder, assignment: str, student: str, folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    content = [[name, hashlib.sha256(_bytes(folder / name)).hexdigest()] for name in names]
    digest = hashlib.sha256(repr(content).encode()).hexdigest()[:12]
    away = course.root / REPLACED / student / assignment / digest
    if away.exists():  # the very same was replaced before
        shutil.rmtree(folder)
        return
    away.parent.mkdir(parents=True, exist_ok=True)
    folder.replace(away)


def _noted(folder: Path) -> str:
    return _bytes(folder / "timestamp.txt").decode("utf-8", "replace").strip()


def _bytes(path: Path) -> bytes:
    try:
        return read_plain(path)
    except (OSError, NotPlainError):
        return b""
