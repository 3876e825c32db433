"""Whether what somebody handed in can be graded as it lies in its folder, and if not, why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from threadlab.grading.submission.plain_files import NotPlainError, kind, read_plain, way_is_a_link
from threadlab.grading.submission.student_names import printable
from threadlab.grading.times import BadTimeError, read_time

_LONGEST = 10_000  # bytes that are read of what names a time


def handed_in(folder: Path) -> bool:
    """Say whether somebody handed something in: there is something of that name, even if it cannot be looked into."""
    try:
        folder.lstat()
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def why_not_gradable(folder: Path, expected: Collection[str]) -> str:
    """Say why a submission cannot be graded as it is.

    Args:
        folder: what was handed in for one assignment.
        expected: the names of the assignment's notebooks; one of them has to be there.

    Returns:
        The reason; "" if there is none.
    """
    try:
        link = way_is_a_link(folder)
        if link:
            return f"the folder {link} is a link, and links are not followed"
        if kind(folder) != "a folder":
            return f"{folder.name} is {kind(folder) or 'a file'}, not a folder"
        there = sorted(path.name for path in folder.iterdir())
    except PermissionError:
        return "nobody is permitted to open the folder that was handed in"
    if not set(expected) & set(there):
        instead = f"; there is {', '.join(map(printable, there))}" if there else ""
        return f"no {' or '.join(expected)} was handed in{instead}"
    try:
        handed_in_at(folder)
    except BadTimeError as problem:
        return str(problem)
    return ""


def handed_in_at(folder: Path) -> datetime | None:
    """Read when something was handed in, as nbgrader's exchange has noted it; nothing if it is not noted.

    Raises:
        BadTimeError: if what is noted is no time.
    """
    file = folder / "timestamp.txt"
    try:
        said = read_plain(file, _LONGEST).decode("utf-8").strip()
    except FileNotFoundError:
        return None
    except NotPlainError as found:
        raise BadTimeError(f"{file.name} is {found}, not a file") from None
    except UnicodeDecodeError:
        raise BadTimeError(f"{file.name} is not a text") from None
    except OSError as problem:
        raise BadTimeError(f"{file.name} cannot be read: {problem.strerror}") from None
    try:
        return read_time(said) if said else None
    except BadTimeError as problem:
        raise BadTimeError(f"{file.name} says {problem}") from None
