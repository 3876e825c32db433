"""The few Linux calls that Python's library does not offer, with errors raised as OSError."""

from __future__ import annotations

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38

_libc = ctypes.CDLL(None, use_errno=True)


def syscall(what: str, number: int, *arguments: object) -> int:
    """Make a system call by its number; ``what`` begins the message of the error.

    Raises:
        OSError: if the kernel refuses.
    """
    return _checked(what, _libc.syscall(ctypes.c_long(number), *map(_word, arguments)))


def prctl(what: str, option: int, *arguments: object) -> int:
    """Change an attribute of this process; ``what`` begins the message of the error.

    Raises:
        OSError: if the kernel refuses.
    """
    words = [*map(_word, arguments), *(ctypes.c_ulong(0) for _ in range(4 - len(arguments)))]
    return _checked(what, _libc.prctl(option, *words))


def gain_no_privileges() -> None:
    """Give up set-uid programs for good: the kernel asks this of whoever restricts itself."""
    prctl("no new privileges", _PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    prctl("death with the parent", _PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    prctl("adoption of orphans", _PR_SET_CHILD_SUBREAPER, 1)


def _word(argument: object) -> object:
    """Make an int as wide as a register, for a variadic call says nothing about its arguments' types."""
    return ctypes.c_ulong(argument) if isinstance(argument, int) else argument


def _checked(what: str, result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result
