"""Reading nothing of what was handed in but plain files: no link is followed, no pipe or device is opened.

A link may lead anywhere: to the instructor's notebook, to another student's, to a password. A named pipe keeps whoever
reads it waiting for ever. The folder ``submitted`` itself may be a link, for it is the instructor's.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
OWN_FOLDERS = 2  # a student's, and in it one for each assignment


class NotPlainError(Exception):
    """A path names no plain file; the message says what it is instead."""


def kind(path: Path) -> str:
    """Say what is there if it is no plain file, such as "a link"; "" for a plain file.

    Raises:
        OSError: if nothing is there, or it cannot be looked at.
    """
    return _kind(path.lstat().st_mode)


def open_plain(path: Path) -> BufferedReader:
    """Open a file for reading.

    Raises:
        NotPlainError: if it is no plain file.
        OSError: if it cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as problem:
        if problem.errno in (errno.ELOOP, errno.ENXIO) and (found := kind(path)):  # a link; a socket
            raise NotPlainError(found) from None
        raise
    found = _kind(os.fstat(descriptor).st_mode)
    if found:
        os.close(descriptor)
        raise NotPlainError(found)
    return open(descriptor, "rb")


def read_plain(path: Path, most: int = -1) -> bytes:
    """Read a file, and no more of it than ``most`` bytes; raises what ``open_plain`` does."""
    with open_plain(path) as file:
        return file.read(most)


def way_is_a_link(folder: Path) -> str:
    """Name the link that a submission's folder is, or the student's folder that it lies in; "" if neither is one."""
    ways = [folder, *folder.parents][:OWN_FOLDERS]
    return next((way.name for way in ways if os.path.islink(way)), "")


def plain_files(folder: Path) -> Iterator[Path]:
    """List the plain files in a folder and below it, in no particular order; none if a link leads there."""
    yield from (path for path in _all(folder) if not kind(path))


def left_out(folder: Path) -> list[str]:
    """Name what lies in a folder and is no plain file, each with what it is: "data.csv (a link)"."""
    return sorted(f"{path.relative_to(folder)} ({found})" for path in _all(folder) if (found := kind(path)))


def _all(folder: Path) -> Iterator[Path]:
    """List all that is in a folder and below it, but for folders."""
    if way_is_a_link(folder):
        return
    for where, folders, files in os.walk(folder):
        # What links to a folder is counted among the folders, and not walked into.
        yield from (path for name in (*folders, *files) if kind(path := Path(where, name)) != "a folder")


def _kind(mode: int) -> str:
    return _KINDS.get(stat.S_IFMT(mode), "")
