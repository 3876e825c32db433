"""How much one submission may use. What is over a limit ends with a stated reason, never silently."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass, replace

PART = 3  # what one part may use is so many times less than what a whole submission may
GRACE = 1  # seconds of CPU between the signal that ends a worker and the one that no program can catch


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one submission.

    They are backstops, far above what the engine's own budgets (schedules and steps) let an honest submission
    use, because a limit in seconds or bytes depends on the machine. The wall limit is generous for the same
    reason: a busy machine must cost nobody points. A worker needs neither files nor processes, so it gets none.
    """

    cpu_seconds: int = 60
    wall_seconds: int = 300
    memory_bytes: int = 1 << 30
    report_bytes: int = 8 << 20
    file_bytes: int = 0  # written to any one file
    processes: int = 0  # of the same user, all told

    def for_a_part(self) -> Limits:
        """Give the limits of a part, where the whole went beyond its own: for many parts must not take for ever."""
        return replace(
            self,
            cpu_seconds=max(1, self.cpu_seconds // PART),
            wall_seconds=max(1, self.wall_seconds // PART),
            report_bytes=self.report_bytes // PART,
        )

    def impose(self) -> None:
        """Bind this process, for good, to these limits, and to leave no core dump."""
        _limit(resource.RLIMIT_CPU, self.cpu_seconds, self.cpu_seconds + GRACE)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, self.file_bytes)
        _limit(resource.RLIMIT_NOFILE, 32)
        _limit(resource.RLIMIT_NPROC, self.processes)  # does not bind root; the system call filter does
        if sys.platform == "linux":  # elsewhere the address space has no enforceable bound
            _limit(resource.RLIMIT_AS, self.memory_bytes)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    ceiling = resource.getrlimit(which)[1]
    wanted = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:  # an ordinary user cannot raise what is bounded already
        wanted = min(wanted, ceiling)
    resource.setrlimit(which, (min(soft, wanted), wanted))
