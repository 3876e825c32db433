"""The folder in which a release is made before it is put in its place, and what killed runs have left of theirs."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".release-"


@contextmanager
def scratch_folder(root: Path) -> Iterator[Path]:
    """Make a folder in a course's for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=root) as name, _locked(Path(name)):
        yield Path(name)


def clear_scratch(root: Path) -> None:
    """Remove the folders of runs that were killed: whoever is still at work holds a lock on its own."""
    for left in root.glob(f"{_PREFIX}*"):
        try:
            with _locked(left):
                shutil.rmtree(left, ignore_errors=True)
        except OSError:  # somebody holds it, or it is gone, or is no folder
            continue


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
