"""From how a worker ended and what it wrote to what is said about its submission."""

import signal

import pytest

from threadlab.grading.worker.exit_reason import WorkerExit, conclude
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome

LIMITS = Limits(cpu_seconds=60, wall_seconds=300, memory_bytes=3 << 29, report_bytes=100)
REPORT = b'{"report": {"points": 4}}'


def exited(status):
    return WorkerExit(status << 8)


def killed(by, cpu_seconds=1.0, late=False):
    return WorkerExit(by, cpu_seconds, late)


@pytest.mark.parametrize(
    ("data", "ending", "reason"),
    [
        (REPORT, exited(0), ""),
        (b"", exited(0), "ended itself (exit status 0)"),
        (REPORT, exited(3), "ended itself (exit status 3)"),
        (b"", killed(signal.SIGSEGV), "crashed (SIGSEGV)"),
        (b"", killed(signal.SIGXCPU, 60.0), "used more than 60 s of CPU"),
        (b"", killed(signal.SIGKILL, 61.0), "used more than 60 s of CPU"),
        (b"", killed(signal.SIGKILL, 1.0, late=True), "was not finished after 300 s"),
        (b"x" * 101, exited(0), "led to a report of more than 100 bytes"),
        (b'{"reason": "memory"}', exited(0), "used more than 1536 MiB of memory"),
        (b'{"reason": "deserves full points"}', exited(0), "garbled its own report"),
        (b'{"report": 10}', exited(0), "garbled its own report"),
        (b"10", exited(0), "garbled its own report"),
        (b"ten", exited(0), "garbled its own report"),
    ],
)
def test_the_reason(data, ending, reason):
    outcome = conclude(Outcome("any"), data, ending, LIMITS)
    assert outcome.reason == reason
    assert outcome.report == (None if reason else {"points": 4})
    assert not outcome.fault


def test_an_error_in_the_judge_is_the_graders_fault_and_said_to_the_instructor_alone():
    outcome = conclude(Outcome("any"), b'{"fault": "Traceback: assert secret"}', exited(0), LIMITS)
    assert outcome.fault
    assert "secret" in outcome.detail
    assert "secret" not in outcome.reason


@pytest.mark.parametrize(
    ("ending", "by_others"),
    [
        (killed(signal.SIGKILL, 1.0), True),
        (killed(signal.SIGKILL, 61.0), False),
        (killed(signal.SIGKILL, 1.0, late=True), False),
        (killed(signal.SIGXCPU, 60.0), False),
        (exited(0), False),
    ],
)
def test_a_worker_that_somebody_killed_says_nothing_about_its_submission(ending, by_others):
    assert ending.killed_by_others(LIMITS) is by_others
