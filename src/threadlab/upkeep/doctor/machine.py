"""The machine: its Python, the engine on it, the sandbox, the disk, the clock."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from threadlab.schedules.explore import explore
from threadlab.upkeep.doctor.finding import Diagnosis, advice, ok, problem

OLDEST, NEWEST = (3, 11), (3, 15)  # Pythons on which all of it is tested
MEGABYTE = 1_000_000
LEAST, PLENTY = 200, 2_000  # megabytes: a grading run of a small class fits in the first, one of a large in the second
_FUTURE = timedelta(minutes=5)  # by how much a file may be ahead of the clock: networks' disks have clocks of their own
_COUNTER = """
from threading import Lock, Thread
lock = Lock()
total = 0
def add():
    global total
    for _ in range(2):
        {lock}
            total += 1
"""
_TWO_THREADS = """
from threading import Thread
def test():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert total == 4
"""


def python(
    version: tuple[int, ...] = (*sys.version_info[:3],), implementation: str = platform.python_implementation()
) -> Diagnosis:
    """Say whether this Python is one that the package is tested on."""
    number = ".".join(map(str, version[:2]))
    said = f"{implementation} {'.'.join(map(str, version[:3]))}, {sys.executable}"
    tested = f"{'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}"
    mend = f"Make an environment with one of CPython {tested}: python3.12 -m venv .venv"
    if implementation != "CPython" or tuple(version[:2]) < OLDEST:
        return problem("Python", f"{said}: checks need CPython {tested}", mend)
    if tuple(version[:2]) > NEWEST:
        return advice("Python", f"{said}: nothing was tested on {number} yet", mend)
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        return advice("Python", f"{said}, without its global lock, where nothing was tested", mend)
    return ok("Python", said)


def encoding() -> Diagnosis:
    """Say whether texts are read and written in UTF-8: pictures and stories have characters that others lack."""
    here = sys.stdout.encoding or "none"
    if here.replace("-", "").lower() == "utf8":
        return ok("texts", "UTF-8")
    return advice("texts", f"the terminal takes {here}: signs may be missing", "export PYTHONUTF8=1 LANG=C.UTF-8")


def engine() -> Diagnosis:
    """Judge two programs whose verdicts are known: one with a lock, one without."""
    locked = explore(_TWO_THREADS, _COUNTER.format(lock="with lock:"))
    without = explore(_TWO_THREADS, _COUNTER.format(lock="if True:"))
    found = (locked.verdict, locked.schedules, without.verdict)
    if found == ("holds", 6, "fails"):
        return ok("checks", "a right program holds on all of its 6 schedules, a wrong one fails")
    return problem(
        "checks",
        f"a right and a wrong program are judged {found[0]} ({found[1]} schedules) and {found[2]}, "
        "not holds (6 schedules) and fails",
        "Install the package and greenlet anew: pip install --force-reinstall threadlab greenlet",
    )


def sandbox() -> Diagnosis:
    """Start the sandbox that grading would, and try its walls, as grading does."""
    try:
        from threadlab.grading.worker.sandbox_choice import NoSandboxError, choose_sandbox
    except ModuleNotFoundError as missing:  # of what only Linux and its kin have
        return problem(
            "sandbox",
            f"none can be here: this system has no {missing.name}",
            "Grade on Linux, in the Windows Subsystem for Linux, or in a container (docs/instructor.md).",
        )
    try:
        return ok("sandbox", f"{choose_sandbox().name}: its walls were tried, and hold")
    except NoSandboxError as none:
        reasons, _, mend = str(none).partition("\nInstall ")
        return problem("sandbox", reasons, f"Install {mend}")


def disk(folder: Path) -> Diagnosis:
    """Say how much room there is, and whether files can be written, locked and put in place of others."""
    free = shutil.disk_usage(folder).free // MEGABYTE
    said = f"{free:,} MB are free at {folder}"
    room = "Make room: old folders feedback/ and autograded/ are made again by threadlab grade."
    try:
        _write_and_replace(folder)
    except OSError as error:
        return problem(
            "disk",
            f"{folder} cannot be used: {error.strerror or error}",
            "Work in a folder that is yours (chmod u+rwx), on a disk of this machine's: not every network's disk can "
            "lock files.",
        )
    if free < LEAST:
        return problem("disk", f"only {said}", room)
    return ok("disk", said) if free >= PLENTY else advice("disk", f"only {said}: a large class needs more", room)


def _write_and_replace(folder: Path) -> None:
    """Do with a file of ours what a grading run does with its own; nothing is left behind.

    Raises:
        OSError: if that cannot be done here.
    """
    with tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as inside:
        new, old = Path(inside) / "new", Path(inside) / "old"
        old.write_bytes(b"old")
        with new.open("wb") as file:
            file.write(b"new")
            file.flush()
            os.fsync(file.fileno())
            _lock(file.fileno())
        new.replace(old)


def _lock(file: int) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:  # of what only Linux and its kin have
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def clock(files: Sequence[Path], now: datetime | None = None) -> Diagnosis:
    """Say whether the clock can be right: nothing that is there was written later than now.

    Args:
        files: the package's and the course's.
        now: what the clock says; this machine's if it is not given.
    """
    now = now or datetime.now(UTC)
    zone = time.strftime("%z") or "+0000"
    said = f"{now:%Y-%m-%d %H:%M} UTC; this machine's zone is UTC{zone[:3]}:{zone[3:]}, due dates are in UTC"
    late = max(_written(files), default=now)
    if late <= now + _FUTURE:
        return ok("clock", said)
    return problem(
        "clock",
        f"{now:%Y-%m-%d %H:%M} UTC, and yet a file is of {late:%Y-%m-%d %H:%M}: times of handing in would be wrong",
        "Set the clock (timedatectl set-ntp true); if it is right, the file came with a wrong time: touch it.",
    )


def _written(files: Sequence[Path]) -> Iterator[datetime]:
    for path in files:
        if path.is_file():
            yield datetime.fromtimestamp(path.stat().st_mtime, UTC)
