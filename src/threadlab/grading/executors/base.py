"""Judging a whole class, wherever the workers are: in order, and holding only a few submissions at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from threadlab.grading.worker.protocol import Outcome, Submission

AHEAD = 8  # submissions taken in per job, so that none is idle while the caller deals with an outcome


class Pending(Protocol):
    """An outcome that is on its way. It always comes: what goes wrong is an outcome too."""

    def result(self) -> Outcome:
        """Wait for it."""
        ...

    def done(self) -> bool:
        """Say whether it is there."""
        ...

    def cancel(self) -> object:
        """Do not begin what has not begun."""
        ...


class Executor(Protocol):
    """Whatever judges submissions side by side: the processors of this machine, or a cluster."""

    @property
    def jobs(self) -> int:
        """How many are judged at the same time."""
        ...

    def start(self, submission: Submission) -> Pending:
        """Have a submission judged as soon as there is room."""
        ...


def judge_all(submissions: Iterable[Submission], executor: Executor) -> Iterator[Outcome]:
    """Judge submissions and give exactly one outcome for each, in their order.

    Submissions are taken in only a little ahead of the outcomes, so neither side ever holds a whole class. A caller
    that stops half-way leaves nothing behind but what the executor has begun, which ends with the executor.
    """
    waiting: deque[Pending] = deque()
    most = executor.jobs * AHEAD
    try:
        for submission in submissions:
            waiting.append(executor.start(submission))
            while waiting and (len(waiting) > most or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for pending in waiting:
            pending.cancel()
