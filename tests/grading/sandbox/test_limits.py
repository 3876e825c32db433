"""Every limit holds, and is what holds: with a higher one the same program comes through."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Submission
from threadlab.grading.worker.sandboxed_keeper import SandboxedKeeper

TIGHT = Limits(cpu_seconds=1, memory_bytes=128 << 20, report_bytes=10_000)

# What exceeds a limit, what is then said, and the limits under which it comes through.
CASES = {
    "memory": (
        "hoard = bytearray(200 << 20)\ngained = 'done'",
        "used more than 128 MiB of memory",
        replace(TIGHT, memory_bytes=1 << 30),
    ),
    "cpu": (
        "import time\nwhile time.process_time() < 1.5: pass\ngained = 'done'",
        "used more than 1 s of CPU",
        replace(TIGHT, cpu_seconds=60),
    ),
    "report": (
        "gained = 'x' * 20_000",
        "led to a report of more than 10000 bytes",
        replace(TIGHT, report_bytes=30_000),
    ),
    "wall": (
        "import time\ntime.sleep(1.5)\ngained = 'done'",
        "was not finished after 1 s",
        TIGHT,
    ),
}


def judge(code, limits, raw):
    box = SandboxedKeeper(NONE, raw, limits)
    try:
        return box.judge(Submission("case", {"code": code}))
    finally:
        box.close()


@pytest.mark.parametrize("case", CASES)
def test_what_is_over_a_limit_ends_with_the_reason(case, raw):
    code, reason, higher = CASES[case]
    limits = replace(TIGHT, wall_seconds=1) if case == "wall" else TIGHT
    outcome = judge(code, limits, raw)
    assert (outcome.report, outcome.reason, outcome.fault) == (None, reason, False)
    assert judge(code, higher, raw).report["gained"]


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("import os\nos.write(os.open({path!r}, os.O_CREAT | os.O_WRONLY), b'x' * 100)", {"file_bytes": 100}),
        ("import os\nif os.fork() == 0: os._exit(0)\nos.wait()", {"processes": 10_000}),
    ],
    ids=["files", "processes"],
)
def test_there_is_nothing_to_be_had_beside_memory(code, limits, raw, tmp_path):
    if "processes" in limits and os.getuid() == 0:
        pytest.skip("root may start any number of processes; only the system call filter binds it")
    code = code.format(path=str(tmp_path / "file"))
    assert "OSError" in judge(code, TIGHT, raw).report["error"]
    assert judge(code, replace(TIGHT, **limits), raw).report["error"] == []


def test_a_stricter_machine_is_left_alone():
    """An ordinary user cannot raise a limit that the machine sets, and need not: the lower one counts."""
    code = """
import resource
from threadlab.grading.worker.limits import Limits
resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))
Limits().impose()
print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CPU))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "(10, 10) (60, 61)\n"
