"""Many submissions at once on this machine, each in a sandboxed worker of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Self

from threadlab.grading.sandbox.base import Sandbox, SandboxedModule
from threadlab.grading.worker.check_by_check import by_parts
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, Submission
from threadlab.grading.worker.sandboxed_keeper import KeeperLostError, SandboxedKeeper

ATTEMPTS = 3


class Pool:
    """Judges submissions on this machine, ``jobs`` at a time (as many as there are processors, unless told).

    Example::

        with Pool(choose_sandbox()) as pool:
            only = pool.start(submission).result()
            for outcome in judge_all(submissions, pool):
                print(outcome.key, outcome.reason)

    A ``box`` that is running already is the first to be used; it must be of the same sandbox, limits and program.

    Each job is a thread, for all it does is wait for the worker of its box. Leaving the ``with`` block ends everything
    at once.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        *,
        jobs: int | None = None,
        limits: Limits | None = None,
        program: SandboxedModule | None = None,
        box: SandboxedKeeper | None = None,
    ) -> None:
        self.jobs = jobs or _processors()
        self._sandbox = sandbox
        self._limits = limits or Limits()
        self._program = program or SandboxedModule()
        self._threads = ThreadPoolExecutor(self.jobs, thread_name_prefix="judge")
        self._lock = Lock()
        self._idle: list[SandboxedKeeper] = [] if box is None else [box]
        self._boxes = set(self._idle)
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker now, and wait until all are gone. What was not judged by then will not be."""
        with self._lock:
            self._closed = True
            boxes = set(self._boxes)
        for box in boxes:
            box.close()
        self._threads.shutdown(cancel_futures=True)

    def start(self, submission: Submission) -> Future[Outcome]:
        """See ``Executor.start``."""
        return self._threads.submit(self._judge, submission)

    def _judge(self, submission: Submission) -> Outcome:
        """Judge one submission as a whole, which nearly always is enough; else part by part."""
        outcome = self._judge_within(self._limits, submission)
        if outcome.report is not None or outcome.fault:
            return outcome
        return by_parts(submission, outcome, partial(self._judge_within, self._limits.for_a_part()))

    def _judge_within(self, limits: Limits, submission: Submission) -> Outcome:
        """Judge what is asked, in another box if the box is lost: that may have had nothing to do with it."""
        lost = ""
        for _ in range(ATTEMPTS):
            try:
                with self._box() as box:
                    return box.judge(submission, limits)
            except KeeperLostError as error:
                lost = str(error)
                if self._closed:
                    break
        reason = f"lost its worker {ATTEMPTS} times"
        return Outcome(submission.key, reason=reason, fault=True, detail=lost, sandbox=self._sandbox.name)

    @contextmanager
    def _box(self) -> Iterator[SandboxedKeeper]:
        """Lend a box that no other thread uses, a new one if need be."""
        with self._lock:
            box = self._idle.pop() if self._idle else None
        if box is None:
            box = SandboxedKeeper(self._sandbox, self._program, self._limits)
        with self._lock:
            self._boxes.add(box)
            closed = self._closed
        try:
            if closed:
                raise KeeperLostError("the pool is closed")
            yield box
        except KeeperLostError:
            box.close()
            raise
        finally:
            with self._lock:
                (self._boxes.discard if box.closed else self._idle.append)(box)


def _processors() -> int:
    """Count the processors that this process may use, which in a container are fewer than there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
