"""The system call filter lets through what computing needs, and not one call more."""

import os
import struct
import subprocess
import sys

import pytest

from threadlab.grading.sandbox import seccomp
from threadlab.grading.worker.protocol import Submission

NATIVE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
FOREIGN = 0x40000003  # the calling convention of 32-bit x86, whose numbers mean other calls


def decide(machine, convention, number):
    """Run the filter as the kernel does: classic BPF over the number and the calling convention."""
    rows = list(struct.iter_unpack("=HBBI", seccomp.program(machine)))
    data = {0: number, 4: convention}
    loaded, at = 0, 0
    while True:
        code, if_true, if_false, value = rows[at]
        at += 1
        if code == 0x20:
            loaded = data[value]
        elif code == 0x15:
            at += if_true if loaded == value else if_false
        else:
            return value


@pytest.mark.parametrize("machine", NATIVE)
def test_exactly_the_listed_calls_are_allowed(machine):
    allowed = {number for number in range(2000) if decide(machine, NATIVE[machine], number) == seccomp.ALLOW}
    refused = {number for number in range(2000) if decide(machine, NATIVE[machine], number) == seccomp.REFUSE}
    assert len(allowed) == 35
    assert len(allowed) + len(refused) == 2000


@pytest.mark.parametrize(
    ("machine", "forbidden"),
    [
        ("x86_64", {"open": 2, "socket": 41, "clone": 56, "fork": 57, "execve": 59, "kill": 62, "ptrace": 101}),
        ("aarch64", {"openat": 56, "socket": 198, "clone": 220, "execve": 221, "kill": 129, "ptrace": 117}),
    ],
)
def test_what_reaches_others_is_refused(machine, forbidden):
    decisions = {name: decide(machine, NATIVE[machine], number) for name, number in forbidden.items()}
    assert set(decisions.values()) == {seccomp.REFUSE}


def test_numbers_of_a_second_convention_do_not_slip_through():
    with_x32_bit = 0x40000000
    assert decide("x86_64", NATIVE["x86_64"], with_x32_bit + 1) == seccomp.REFUSE
    assert decide("x86_64", FOREIGN, 1) == seccomp.KILL
    assert decide("aarch64", NATIVE["x86_64"], 63) == seccomp.KILL


def test_an_unknown_machine_is_not_guessed_at():
    with pytest.raises(OSError, match="no system call filter is known for vax"):
        seccomp.program("vax")


def test_the_kernel_refuses_every_other_call(sandbox, raw_pool):
    convention = NATIVE[os.uname().machine]
    others = [n for n in range(600) if decide(os.uname().machine, convention, n) == seccomp.REFUSE]
    if os.uname().machine == "x86_64":  # the kernel's own trampolines for probes pass every filter, and lead nowhere
        others = [n for n in others if n not in (335, 336)]
    code = f"""
for number in {others}:
    try:
        syscall(number)
    except PermissionError:
        continue
    except OSError as error:
        gained = (number, error)
    else:
        gained = number
"""
    report = raw_pool(sandbox).start(Submission("sweep", {"code": code})).result().report
    assert report == {"gained": "", "error": []}


@pytest.mark.parametrize(("filtered", "said"), [(True, "refused"), (False, "done")])
def test_the_filter_makes_the_difference(filtered, said):
    code = f"""
from threadlab.grading.sandbox import seccomp
import os
if {filtered}:
    seccomp.restrict()
try:
    os.kill(os.getppid(), 0)
    os.write(1, b"done")
except PermissionError:
    os.write(1, b"refused")
os._exit(0)
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == said
