"""What a process asks of the kernel for some files, seen and ended by strace: moments inside of SQLite's own commit."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

# Each changes a file, or sees to it that a change is on the disk.
CALLS = "pwrite64,fdatasync,fsync,ftruncate,/^unlink,/^rename"
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def trouble() -> str:
    """Say why nothing can be seen on this machine, "" if it can."""
    if shutil.which("strace") is None:
        return "install strace"
    ran = subprocess.run(["strace", "--trace=none", "true"], capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else f"strace may trace nothing here: {ran.stderr}"


def watch_me(files: Sequence[Path], log: Path, kill: str = "") -> None:
    """Have strace write down this process's calls for some files, and kill it at one of them if ``kill`` names it.

    Args:
        files: the files; they need not exist yet.
        log: where strace writes.
        kill: the call, as ``seen`` gives it.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY)  # where Yama lets parents alone trace
    inject = [f"--inject={kill.replace(' ', ':signal=KILL:when=')}"] if kill else []
    command = ["strace", "--quiet=all", f"--output={log}", f"--trace={CALLS}", *inject, f"--attach={os.getpid()}"]
    strace = subprocess.Popen([*command, *(f"--trace-path={file}" for file in files)], stderr=subprocess.DEVNULL)
    while "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        assert strace.poll() is None
        os.sched_yield()


def seen(log: Path) -> list[str]:
    """List the calls in a log in their order, each by its name and number: "pwrite64 3" is the third of its kind."""
    return list(_numbered(log.read_text(errors="replace")))


def _numbered(text: str) -> Iterator[str]:
    count: Counter[str] = Counter()
    for name in re.findall(r"^(?:\d+ +)?(\w+)\(", text, re.MULTILINE):
        count[name] += 1
        yield f"{name} {count[name]}"
