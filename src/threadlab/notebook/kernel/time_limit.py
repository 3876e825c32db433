"""A limit for cells in which an answer is tried out with real threads, which may wait for each other for ever.

A check needs none: there a deadlock is found as a deadlock.
"""

from __future__ import annotations

import ctypes
import linecache
import signal
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from threadlab.notebook.learner_errors import Told

_STANDARD = sysconfig.get_path("stdlib")


class TimeIsUp(Told):
    """A block took longer than it may; no ``except Exception`` of the learner's stops it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Run a block with real threads, and stop it when it takes too long. In a check it does nothing.

    The threads that it started end with it, so that none goes on printing into other cells; but one that waits for ever
    goes on to wait, and disturbs nobody.

    Args:
        seconds: how long the block may take, by the clock on the wall.

    Raises:
        TimeIsUp: it took longer; says in which line each thread stands.
        TypeError: ``seconds`` is no number.
        ValueError: ``seconds`` is no time, or this is not the main thread, the only one that can be stopped.
    """
    if not isinstance(seconds, int | float):
        raise TypeError(f"time_limit takes a number of seconds, as in time_limit(5), not {seconds!r}")
    if not seconds > 0:
        raise ValueError(f"time_limit takes a number of seconds above 0, not {seconds!r}")
    before = set(threading.enumerate())

    def stop(_signal: int, frame: FrameType | None) -> None:
        started = [thread for thread in threading.enumerate() if thread not in before]
        words = _words(seconds, frame, started)
        for thread in started:
            _end(thread)
        raise TimeIsUp(words)

    handler = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


def _end(thread: threading.Thread) -> None:
    """Let a thread come to its end when it next runs a line of Python, without a word."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))


def _words(seconds: float, frame: FrameType | None, started: list[threading.Thread]) -> str:
    frames: dict[int, Any] = sys._current_frames()
    stands = [("The main thread", frame)]
    stands += [(thread.name, frames.get(thread.ident or 0)) for thread in started]
    return time_is_up(seconds, [f"  {who} stands in {where}" for who, at in stands if (where := _line(at))])


def time_is_up(seconds: float, standing: list[str]) -> str:
    """Say that a block took too long, and in which line each thread stands."""
    unit = "second" if seconds == 1 else "seconds"
    first = f"Stopped after {seconds:g} {unit}: it had not come to its end."
    return "\n".join([first, *standing, "A check shows how threads come to wait for ever, or to go round for ever."])


def _line(frame: FrameType | None) -> str:
    """Name the line that a thread has come to, outside of Python's own library; "" if there is none."""
    while frame is not None and frame.f_code.co_filename.startswith(_STANDARD):
        frame = frame.f_back
    if frame is None:
        return ""
    code = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
    where = f"line {frame.f_lineno} of {frame.f_code.co_name}()" if frame.f_code.co_name[:1] != "<" else ""
    return f"{where or f'line {frame.f_lineno}'}: {code}".removesuffix(": ")
