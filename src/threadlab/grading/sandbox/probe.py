"""Try the walls from inside: a sandbox counts only if what must not be possible was tried, and was not."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable


def open_walls() -> list[str]:
    """Give what a worker can do here and must not, in words that follow "a worker can ..."."""
    return [deed for deed, attempt in _DEEDS.items() if _succeeds(attempt)]


def _read_a_folder() -> None:
    os.listdir("/")


def _start_a_process() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _open_a_connection() -> None:
    socket.socket().close()


def _signal_its_keeper() -> None:
    os.kill(os.getppid(), signal.SIGCONT)


_DEEDS: dict[str, Callable[[], None]] = {
    "read folders": _read_a_folder,
    "start processes": _start_a_process,
    "open connections": _open_a_connection,
    "signal its keeper": _signal_its_keeper,
}


def _succeeds(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True
