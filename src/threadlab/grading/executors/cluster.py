"""The same judging on many machines: a Dask cluster whose workers each keep sandboxed workers of their own.

A Dask worker is one of us: it runs this package, and is told by a pickle what to do. Submissions are not: they
travel as JSON text, inside and out, and are judged in a sandbox on the machine they come to, exactly as on one
machine. A Dask worker that is lost takes nothing along: its submissions are judged elsewhere.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import asdict, dataclass
from functools import cache
from threading import Lock
from types import TracebackType
from typing import Any, Self

import dask
from distributed import Client, KilledWorker

from threadlab.errors import CannotRunError
from threadlab.grading.executors.package_digest import source_digest
from threadlab.grading.executors.pool import Pool
from threadlab.grading.sandbox.base import SandboxedModule
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, Submission, decode, encode
from threadlab.grading.worker.sandbox_choice import choose_sandbox

# What was sent last is kept for whoever looks for a fault in Dask: a thousand messages, each with a submission
# (distributed 2026.8.0; findings/distributed-messages-kept.sh).
MESSAGES_KEPT = "distributed.admin.low-level-log-length"


class ClusterError(CannotRunError):
    """The cluster cannot judge: it is lost, or runs another version of this package."""


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """What a Dask worker must know beside the submission; ``source`` is the package's digest at the instructor's."""

    limits: Limits
    program: SandboxedModule
    trusted: bool
    source: str


class Cluster:
    """Judges submissions on a Dask cluster, as many at a time as it has threads when the grading begins.

    Args:
        address: the scheduler's, "tcp://host:port".
        limits: what one submission may use.
        program: what judges.
        trusted: whether a machine without any sandbox may take part, see ``choose_sandbox``.

    Raises:
        ClusterError: if it cannot be reached.
    """

    def __init__(
        self,
        address: str,
        *,
        limits: Limits | None = None,
        program: SandboxedModule | None = None,
        trusted: bool = False,
    ) -> None:
        self._settings = ClusterSettings(limits or Limits(), program or SandboxedModule(), trusted, source_digest())
        try:
            with dask.config.set({MESSAGES_KEPT: 1}):
                self._client = Client(address, set_as_default=False)
            self.jobs = max(1, sum(self._client.nthreads().values()))
        except OSError as error:
            raise ClusterError(f"there is no cluster at {address}: {error}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; what it has not judged yet it drops."""
        self._client.close()

    def start(self, submission: Submission) -> _Remote:
        """See ``Executor.start``."""
        request = encode(dict(submission.request))
        future = self._client.submit(_judge_here, request, submission.untouched, self._settings, pure=False)
        return _Remote(submission.key, future)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class _Remote:
    """An outcome on its way from another machine."""

    key: str
    future: Any

    def result(self) -> Outcome:
        """Wait for it.

        Raises:
            ClusterError: if the cluster is lost, or is not ours. Nothing is wrong with the submission then.
            NoSandboxError: if no sandbox works on the machine that took it.
        """
        try:
            return Outcome(**decode(self.future.result()) | {"key": self.key})
        except KilledWorker as lost:
            return Outcome(self.key, reason="lost every machine that judged it", fault=True, detail=str(lost))
        except (CancelledError, OSError) as lost:
            raise ClusterError(f"the cluster is lost: {lost}") from None

    def done(self) -> bool:
        """Say whether it is there."""
        return bool(self.future.done())

    def cancel(self) -> None:
        """Do not begin what has not begun."""
        self.future.cancel()


_making = Lock()


def _judge_here(request: bytes, untouched: bytes, settings: ClusterSettings) -> bytes:
    """Judge a submission on this machine of the cluster."""
    if settings.source != source_digest():
        raise ClusterError("a machine of the cluster has another version of threadlab installed")
    with _making:
        pool = _pool(settings)
    return encode(asdict(pool.start(Submission("", decode(request), untouched)).result()))


@cache
def _pool(settings: ClusterSettings) -> Pool:
    """Make the pool of this process, once; its boxes end with the process."""
    sandbox = choose_sandbox(trusted=settings.trusted)
    return Pool(sandbox, limits=settings.limits, program=settings.program)
