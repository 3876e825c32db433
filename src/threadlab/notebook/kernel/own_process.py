"""A check of a notebook in a process of its own: what no budget of steps ends, the system can end there.

A regular expression that tries for ever, a factorial of millions, ``sum(itertools.count())``: each is one operation of
Python's, which nothing interrupts. In the kernel itself it would take the kernel along, and all that was run so far.
A fork costs a millisecond. Where there is none (on Windows, in a browser) the check is judged in the kernel.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

CPU_SECONDS = 60  # as in grading; what the engine's own budgets let through needs far less

_T = TypeVar("_T")


class NotJudgedError(Exception):
    """The process came to no result; the message completes "judging it ..."."""


def can_fork() -> bool:
    """Say whether this platform has processes that begin as a copy of another."""
    return hasattr(os, "fork") and sys.platform not in ("emscripten", "wasi")


def in_own_process(judge: Callable[[], _T]) -> _T:
    """Return what a function returns that runs in a copy of this process; nothing else of what it does is left.

    Args:
        judge: the function. It should raise nothing, and what it returns is pickled.

    Raises:
        NotJudgedError: the copy used more CPU than it may, or came to no end of its own.
        KeyboardInterrupt: somebody has interrupted this process; the copy is ended.
    """
    if not can_fork():
        return judge()
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        # The kernel's other threads have nothing that judging needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _judge_and_exit(judge, theirs)
    os.close(theirs)
    try:
        with open(ours, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
    except BaseException:
        with suppress(ProcessLookupError, ChildProcessError):  # it may have ended meanwhile
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    if os.WIFSIGNALED(status) or not told:
        raise NotJudgedError(_ended(status))
    result: _T = pickle.loads(told)  # noqa: S301 - from a copy of ourselves, on the student's own machine
    return result


def _judge_and_exit(judge: Callable[[], object], pipe: int) -> None:
    """Do in the copy what it is there for. Does not return."""
    try:
        import resource

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the kernel hears of it, and ends this process
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
        told = pickle.dumps(judge())
        with open(pipe, "wb") as file:
            file.write(told)
    finally:
        os._exit(0)


def _ended(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return "came to no end of its own"
    ended_by = os.WTERMSIG(status)
    if ended_by in (signal.SIGXCPU, signal.SIGKILL):
        return (
            f"used more than {CPU_SECONDS} s of CPU, in what no count of steps ends: a regular expression, "
            "a huge number, a loop inside of a function of Python's own"
        )
    return f"crashed ({signal.Signals(ended_by).name})"
