"""Landlock: a process gives up every file, every TCP port and every signal to the outside, for good.

Linux 5.13 and later; later versions cover more (network from version 4, signals and abstract sockets from 6).
The worker has imported all it needs by then, so the rule set has no exceptions at all. Source: linux/landlock.h.
"""

from __future__ import annotations

import ctypes
import os

from threadlab.grading.sandbox import syscalls

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same numbers on every machine type
_CREATE_RULESET_VERSION = 1

# From which version of Landlock on a kernel knows how many kinds of access to files.
_FILE_ACCESSES = ((1, 13), (2, 14), (3, 15), (5, 16))
_ALL_TCP = 0b11  # bind, connect
_ALL_SCOPES = 0b11  # abstract UNIX sockets, signals


class _Ruleset(ctypes.Structure):
    """``struct landlock_ruleset_attr``; older kernels know only its first fields."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


def version() -> int:
    """Give the kernel's version of Landlock, 0 where there is none."""
    try:
        return syscalls.syscall("Landlock", _CREATE_RULESET, 0, 0, _CREATE_RULESET_VERSION)
    except OSError:
        return 0


def restrict() -> None:
    """Take every file, and what else this kernel's Landlock covers, from this process and its children.

    Raises:
        OSError: if the kernel has no Landlock, or it is switched off.
    """
    known = version()
    if not known:
        raise OSError("this kernel has no Landlock, or it is switched off (Linux 5.13 and later can have it)")
    kinds = max(count for since, count in _FILE_ACCESSES if since <= known)
    rules = _Ruleset((1 << kinds) - 1, _ALL_TCP, _ALL_SCOPES)
    size = 8 if known < 4 else 16 if known < 6 else 24
    descriptor = syscalls.syscall("Landlock", _CREATE_RULESET, ctypes.byref(rules), size, 0)
    try:
        syscalls.gain_no_privileges()
        syscalls.syscall("Landlock", _RESTRICT_SELF, descriptor, 0)
    finally:
        os.close(descriptor)
