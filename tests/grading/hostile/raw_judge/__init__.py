"""A judge that runs a submission as plain Python: what is left when the language policy has been got round."""

import ctypes
import encodings.idna  # noqa: F401
import errno
import fcntl  # noqa: F401  cases use these, and nothing can be imported later
import gc  # noqa: F401
import mmap  # noqa: F401
import os
import platform
import re  # noqa: F401
import resource  # noqa: F401
import signal  # noqa: F401
import socket  # noqa: F401
import sqlite3  # noqa: F401
import subprocess  # noqa: F401
import tempfile  # noqa: F401
import termios  # noqa: F401
import threading  # noqa: F401
from pathlib import Path  # noqa: F401

_NUMBERS = {  # name: (x86_64, aarch64)
    "bpf": (321, 280),
    "inotify_init1": (294, 26),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "msgctl": (71, 187),
    "msgget": (68, 186),
    "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241),
    "prctl": (157, 167),
    "process_vm_readv": (310, 270),
    "ptrace": (101, 117),
    "shmctl": (31, 195),
    "shmget": (29, 194),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
_libc = ctypes.CDLL(None, use_errno=True)
_learned = []


def prepare():
    """Nothing: all was imported with this module."""


def wall():
    """None: what is left without the second wall, too."""


def learn(request):
    _learned.append(request["code"])


def judge(request):
    scope = {"request": request, "gained": None, "syscall": syscall, "descriptors": descriptors, "line": line}
    scope["learned"] = _learned
    error = []
    code = request["code"]
    try:
        exec(code, scope)
    except MemoryError:
        raise
    except Exception as exception:
        error = [kind.__name__ for kind in type(exception).__mro__]
    gained = scope["gained"]
    return {"gained": gained if isinstance(gained, list | str) else repr(gained) if gained else "", "error": error}


def syscall(name, *arguments):
    number = _NUMBERS.get(name, (name, name))[platform.machine() == "aarch64"]
    result = _libc.syscall(ctypes.c_long(number), *(ctypes.c_long(argument) for argument in arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def descriptors():
    """Give the numbers of all open descriptors, beyond the three that every process has."""
    found = []
    for number in range(3, 64):
        try:
            os.lseek(number, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno == errno.EBADF:
                continue
        found.append(number)
    return found


def line():
    """Give the descriptor by which the report goes: there is no other."""
    return descriptors()[0]
