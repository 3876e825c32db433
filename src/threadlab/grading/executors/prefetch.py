"""Judging ahead: while nbgrader enters one submission's grades, the next ones are judged side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from threadlab.grading.executors.base import AHEAD, Executor, Pending
from threadlab.grading.worker.protocol import Outcome, Submission


class Ahead:
    """A way to judge, for ``judging``, that has begun with a submission before it is asked for.

    Only a few are begun ahead, so that a class of any size fits. What is asked for out of turn, or with another text
    than was seen before, is judged then.
    """

    def __init__(self, executor: Executor, submissions: Iterable[Submission]) -> None:
        self._executor = executor
        self._coming = iter(submissions)
        self._begun: dict[str, tuple[Submission, Pending]] = {}

    def __call__(self, wanted: Submission) -> Outcome:
        """Give the outcome of a submission."""
        self._begin()
        submission, pending = self._begun.pop(wanted.key, (None, None))
        if pending is None or submission != wanted:
            pending = self._executor.start(wanted)
        self._begin()
        return pending.result()

    def wait_for(self, key: str) -> None:
        """Wait until a submission is judged.

        Whatever keeps the executor from working is raised here, where it can stop the run: nothing is wrong with the
        submission then, and nbgrader would take it for that.
        """
        self._begin()
        if key in self._begun:
            self._begun[key][1].result()

    def forget(self, key: str) -> None:
        """Make room: nobody will ask for this submission any more."""
        self._begun.pop(key, None)

    def _begin(self) -> None:
        room = self._executor.jobs * AHEAD - len(self._begun)
        for submission in islice(self._coming, room):
            self._begun[submission.key] = submission, self._executor.start(submission)
