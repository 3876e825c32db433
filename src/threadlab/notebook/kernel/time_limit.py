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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from threadlab.notebook.learner_errors import ShownByWords

_STANDARD = sysconfig.get_path("stdlib")
_PATIENCE = 1.0  # seconds in which a thread that is told to stop runs a line of Python, if it runs any


class TimeIsUp(ShownByWords):
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

    def stopped(frame: FrameType | None) -> str:
        started = [thread for thread in threading.enumerate() if thread not in before]
        words = _words(seconds, frame, started)
        for thread in started:
            _raise_in(thread, SystemExit)  # without a word
        return words

    with (_alarm if hasattr(signal, "setitimer") else _watch)(seconds, stopped, before):
        yield


Stopped = Callable[[FrameType | None], str]  # ends the threads of the block, given where main stands; says it in words


@contextmanager
def _alarm(seconds: float, stopped: Stopped, _before: set[threading.Thread]) -> Iterator[None]:
    """Stop a block by a signal: even one that waits for a lock."""

    def stop(_signal: int, frame: FrameType | None) -> None:
        raise TimeIsUp(stopped(frame))

    handler = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


@contextmanager
def _watch(seconds: float, stopped: Stopped, before: set[threading.Thread]) -> Iterator[None]:
    """Stop a block where there is no such signal, as on Windows: when it next runs a line of Python.

    One that waits for a lock runs none. Then all that can be done is to end the threads that run, and to say it.
    """
    main = threading.main_thread()
    if threading.current_thread() is not main:
        raise ValueError("time_limit works only in the main thread")
    over = threading.Event()

    def watch() -> None:
        if not over.wait(seconds):
            words = stopped(sys._current_frames().get(main.ident or 0))
            _raise_in(main, type("TimeIsUp", (TimeIsUp,), {"__init__": lambda up: TimeIsUp.__init__(up, words)}))
            if not over.wait(_PATIENCE):
                print(f"{words}\nThe main thread waits for a lock; restart the kernel to go on.", file=sys.stderr)

    watcher = threading.Thread(target=watch, daemon=True)
    before.add(watcher)
    watcher.start()
    try:
        yield
    finally:
        over.set()


def _raise_in(thread: threading.Thread, error: type[BaseException]) -> None:
    """Raise an exception in a thread when it next runs a line of Python."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(error))


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
