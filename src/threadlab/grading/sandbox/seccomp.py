"""A system call filter for a process that has all it needs: it may compute, and talk on the line it holds.

The filter is an allow-list. It leaves no call that takes a path, makes a process, a thread or a socket, sends a
signal, or changes an identity or a limit. So a process behind it can neither see nor change anything but its own
memory and the descriptors it was given. It binds root like anyone else, cannot be taken off, and what it holds
back fails with EPERM, which Python raises as PermissionError.

The program is classic BPF as linux/seccomp.h and linux/filter.h define it.
"""

from __future__ import annotations

import ctypes
import platform
import struct

from threadlab.grading.sandbox import syscalls

# Per machine: the AUDIT_ARCH_* value of the calling convention, and the numbers of the calls that are let through.
# Sources: asm/unistd_64.h for x86_64, asm-generic/unistd.h for aarch64.
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOWED = {  # name: (x86_64, aarch64)
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "restart_syscall": (219, 128),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "exit": (60, 93),
    "exit_group": (231, 94),
}

_INSTRUCTION = struct.Struct("=HBBI")  # struct sock_filter: code, jump if true, jump if false, value
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS: load a word of struct seccomp_data
_JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4  # offsets in struct seccomp_data

ALLOW = 0x7FFF0000  # SECCOMP_RET_ALLOW
REFUSE = 0x00050000 | 1  # SECCOMP_RET_ERRNO with EPERM
KILL = 0x80000000  # SECCOMP_RET_KILL_PROCESS, for a calling convention whose numbers mean other calls

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def program(machine: str) -> bytes:
    """Give the filter for a machine type as ``platform.machine()`` names it.

    Raises:
        OSError: if the calls of that machine are not known here.
    """
    if machine not in _ARCHITECTURES:
        raise OSError(f"no system call filter is known for {machine}")
    column = list(_ARCHITECTURES).index(machine)
    numbers = [row[column] for row in _ALLOWED.values()]
    code = [
        _instruction(_LOAD, _ARCHITECTURE_AT),
        _instruction(_JUMP_IF_EQUAL, _ARCHITECTURES[machine], if_equal=1),
        _instruction(_RETURN, KILL),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    code += [_instruction(_JUMP_IF_EQUAL, n, if_equal=len(numbers) - i) for i, n in enumerate(numbers)]
    code += [_instruction(_RETURN, REFUSE), _instruction(_RETURN, ALLOW)]
    return b"".join(code)


def restrict() -> None:
    """Put this process behind the filter for the rest of its life.

    Raises:
        OSError: if the kernel, or this machine type, has no such filter.
    """
    code = program(platform.machine())
    syscalls.gain_no_privileges()
    rows = _Program(len(code) // _INSTRUCTION.size, code)
    syscalls.prctl("system call filter", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(rows))


def _instruction(code: int, value: int, if_equal: int = 0) -> bytes:
    return _INSTRUCTION.pack(code, if_equal, 0, value)
