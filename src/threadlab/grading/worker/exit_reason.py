"""From how a worker ended, as the kernel tells it, to what is said about its submission."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, replace

from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, decode

OUT_OF_MEMORY = "memory"  # what a worker says when it cannot say more
TAMPERED = 97  # the exit status of a worker whose judging code was reached for, see ``wall``


@dataclass(frozen=True, slots=True)
class WorkerExit:
    """A keeper's note: the worker's wait status, the CPU it used, and whether the keeper ended it for being late."""

    status: int = 0
    cpu_seconds: float = 0.0
    late: bool = False

    def code(self) -> int:
        """Give the exit status, or minus the number of the signal that ended the worker."""
        return os.waitstatus_to_exitcode(self.status)

    def used_up(self, limits: Limits) -> bool:
        """Say whether the kernel ended the worker for its use of CPU, by the polite signal or by the other."""
        spent = self.cpu_seconds >= limits.cpu_seconds
        return self.code() == -signal.SIGXCPU or (spent and self.code() == -signal.SIGKILL)

    def killed_by_others(self, limits: Limits) -> bool:
        """Say whether the worker was killed for no reason of ours, say because the machine ran out of memory."""
        return self.code() == -signal.SIGKILL and not self.late and not self.used_up(limits)


def conclude(outcome: Outcome, data: bytes, ending: WorkerExit, limits: Limits) -> Outcome:
    """Complete an outcome, given what the submission's worker wrote and how it ended.

    Args:
        outcome: what is known so far.
        data: what the worker wrote, a report as JSON if all went well.
        ending: how it ended, as the kernel tells it.
        limits: what it could use, for the words.
    """
    outcome = replace(outcome, cpu_seconds=ending.cpu_seconds)
    reason = _reason(data, ending, limits)
    if reason:
        return replace(outcome, reason=reason)
    try:
        answer = decode(data)
    except ValueError:
        return replace(outcome, reason="garbled its own report")
    match answer:
        case {"report": dict(report)}:
            return replace(outcome, report=report)
        case {"fault": str(fault)}:
            return replace(outcome, reason="brought out a fault of the grader", fault=True, detail=fault)
        case {"reason": str(reason)} if reason == OUT_OF_MEMORY:
            return replace(outcome, reason=f"used more than {_size(limits.memory_bytes)} of memory")
    return replace(outcome, reason="garbled its own report")


def _reason(data: bytes, ending: WorkerExit, limits: Limits) -> str:
    code = ending.code()
    if len(data) > limits.report_bytes:
        return f"led to a report of more than {_size(limits.report_bytes)}"
    if ending.late:
        return f"was not finished after {limits.wall_seconds} s"
    if ending.used_up(limits):
        return f"used more than {limits.cpu_seconds} s of CPU"
    if code < 0:
        return f"crashed ({signal.Signals(-code).name})"
    if code == TAMPERED:
        return "reached for what judges it"
    if code > 0 or not data:
        return f"ended itself (exit status {code})"
    return ""


def _size(count: int) -> str:
    """Write a number of bytes in the largest unit that needs no fraction."""
    for unit in ("bytes", "KiB", "MiB"):
        if count % 1024:
            return f"{count} {unit}"
        count //= 1024
    return f"{count} GiB"
