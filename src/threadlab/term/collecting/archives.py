"""The files in folders and zip archives, read as data: nothing is unpacked to a path that an archive names.

An archive may be large out of all proportion, damaged, encrypted or nested, and its names may lead out of any folder.
What cannot be read is told, and the rest goes on.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from threadlab.errors import CannotRunError
from threadlab.grading.submission.plain_files import NotPlainError, kind, open_plain
from threadlab.grading.submission.reading import LARGEST_FILE
from threadlab.grading.submission.student_names import printable

MOST_FILES = 200_000  # in one archive
MOST_BYTES = 16 << 30  # that one archive may come to, unpacked
DEEPEST = 3  # archives within archives
_OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_OF_SYSTEMS = ("__MACOSX", "Thumbs.db", "desktop.ini")
Opened = Callable[[], AbstractContextManager[zipfile.ZipFile]]
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class NoSourceError(CannotRunError):
    """Nothing can be collected from there; the message says why."""


@dataclass(frozen=True, slots=True)
class File:
    """One file: the folder or archive that was named, the path in it, and how to read its bytes.

    ``refused`` says why it must not be read; "" if it may.
    """

    source: str
    path: str
    read: Callable[[], bytes]
    refused: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the path."""
        return PurePosixPath(self.path).parts

    def __str__(self) -> str:
        """Name it so that a person finds it again."""
        return f"{self.source}: {printable(self.path)}" if self.path else self.source


class UnreadableFileError(Exception):
    """A file in an archive cannot be read; the message says why."""


def files(source: Path) -> Iterator[File]:
    """Give the files in a folder, a zip archive or archives in either, and what of them is refused.

    Raises:
        NoSourceError: if there is no such folder or archive.
    """
    name = source.name or str(source)
    if source.is_dir():
        yield from _of_folder(source, name)
    elif not source.is_file():
        raise NoSourceError(f"{source} is neither a folder nor a file")
    elif zipfile.is_zipfile(source) or source.suffix.lower() == ".zip":
        yield from _of_archive(name, "", _kept_open(source), 1)
    elif source.suffix.lower() in _OTHER_ARCHIVES:
        raise NoSourceError(f"{source} is no zip archive; unpack it into a folder, and give the folder")
    else:
        yield File(name, name, lambda: _read_plain(source))


def _of_folder(folder: Path, name: str) -> Iterator[File]:
    for where, folders, found in os.walk(folder):
        folders[:] = sorted(each for each in folders if not _of_the_system(each))
        for each in sorted((*found, *(each for each in folders if Path(where, each).is_symlink()))):
            path = Path(where, each)
            inside = path.relative_to(folder).as_posix()
            if _of_the_system(each):
                continue
            try:
                what = kind(path)
            except OSError as problem:
                what = str(problem.strerror)
            if what:
                yield File(name, inside, bytes, f"it is {what}")
            elif path.suffix.lower() == ".zip":
                yield from _of_archive(name, inside, lambda path=path: _zip(open_plain(path)), 1)  # type: ignore[misc]
            else:
                yield File(name, inside, lambda path=path: _read_plain(path))  # type: ignore[misc]


def _of_archive(source: str, path: str, opened: Opened, depth: int) -> Iterator[File]:
    """Give the files in an archive at ``path`` within ``source``; what keeps it from being read is one refusal."""
    try:
        with opened() as archive:
            members = archive.infolist()
    except (*_BROKEN, NotPlainError, UnreadableFileError) as problem:
        yield File(source, path, bytes, f"the archive is damaged, or none: {_said(problem)}")
        return
    size = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or size > MOST_BYTES:
        yield File(
            source,
            path,
            bytes,
            f"the archive would unpack to {len(members)} files and {size >> 20} MB, and was not opened",
        )
        return
    for member in members:
        if member.is_dir():
            continue
        name = _name(member)
        inside = f"{path}/{name}" if path else name
        why = _why_not(member, name)
        if why:
            yield File(source, inside, bytes, why)
        elif any(map(_of_the_system, PurePosixPath(name).parts)):
            continue
        elif name.lower().endswith(".zip"):
            if depth >= DEEPEST:
                yield File(source, inside, bytes, f"it is an archive in {depth} others, and was not opened")
            else:
                again = _reader(opened, member)
                yield from _of_archive(source, inside, lambda again=again: _zip(io.BytesIO(again())), depth + 1)  # type: ignore[misc]
        else:
            yield File(source, inside, _reader(opened, member))


def _kept_open(path: Path) -> Opened:
    """Open an archive once: to list a large one anew for each of its files would take long."""
    there: list[zipfile.ZipFile] = []

    @contextmanager
    def opened() -> Iterator[zipfile.ZipFile]:
        if not there:
            there.append(zipfile.ZipFile(path))
        yield there[0]

    return opened


@contextmanager
def _zip(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    with file, zipfile.ZipFile(file) as archive:
        yield archive


def _name(member: zipfile.ZipInfo) -> str:
    name = member.filename
    if not member.flag_bits & 0x800:  # it does not say that it is UTF-8, and mostly is
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _why_not(member: zipfile.ZipInfo, name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0][1:2]):
        return "its path leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    if member.flag_bits & 0x1:
        return "it is encrypted; unpack the archive with its password, and give the folder"
    if member.file_size > LARGEST_FILE:
        return f"it is larger than {LARGEST_FILE >> 20} MB"
    return ""


def _reader(opened: Opened, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with opened() as archive, archive.open(member) as file:
                data = file.read(LARGEST_FILE + 1)
        except (*_BROKEN, NotPlainError) as problem:
            raise UnreadableFileError(f"it is damaged: {_said(problem)}") from None
        if len(data) > LARGEST_FILE:
            raise UnreadableFileError(f"it is larger than {LARGEST_FILE >> 20} MB, and than the archive says")
        return data

    return read


def _read_plain(path: Path) -> bytes:
    try:
        with open_plain(path) as file:
            data = file.read(LARGEST_FILE + 1)
    except (NotPlainError, OSError) as problem:
        raise UnreadableFileError(str(getattr(problem, "strerror", None) or problem)) from None
    if len(data) > LARGEST_FILE:
        raise UnreadableFileError(f"it is larger than {LARGEST_FILE >> 20} MB")
    return data


def _of_the_system(name: str) -> bool:
    """Say whether a file or folder is a program's own and nobody's answer: hidden ones are, such as ``.git``."""
    return name.startswith((".", "~")) or name in _OF_SYSTEMS


def _said(problem: Exception) -> str:
    return str(problem) or type(problem).__name__
