"""A memory of reports: equal submissions need judging once, for a report is a pure function of the request.

The key holds everything that the report depends on, so nothing remembered is ever out of date, and a memory can be
kept, shared or thrown away at will. Only reports are remembered: a reason ("used more than 60 s of CPU") may depend
on the machine.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from threadlab.grading.executors.base import Executor, Pending
from threadlab.grading.executors.package_digest import source_digest
from threadlab.grading.sandbox.base import ENVIRONMENT
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, Submission, decode, encode

_PATIENCE = 60.0  # seconds to wait for another grader that writes
_TABLE = "CREATE TABLE IF NOT EXISTS memory (digest TEXT PRIMARY KEY, sandbox TEXT, report BLOB) WITHOUT ROWID"


class Memory:
    """Reports by the digest of all they depend on, in one file. For use by one thread; several graders may share it.

    A file that is damaged or of another kind is begun anew.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = _open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._file = _open(path)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def recall(self, digest: str) -> tuple[str, Mapping[str, Any]] | None:
        """Give the sandbox's name and the report that were kept, if any."""
        row = self._file.execute("SELECT sandbox, report FROM memory WHERE digest = ?", (digest,)).fetchone()
        return row and (row[0], decode(zlib.decompress(row[1])))

    def keep(self, digest: str, outcome: Outcome) -> None:
        """Keep an outcome if it is a report that every machine would give; do without, should there be no room."""
        if outcome.report is None or outcome.limited:
            return
        row = (digest, outcome.sandbox, zlib.compress(encode(outcome.report), 1))
        with suppress(sqlite3.OperationalError):
            self._file.execute("INSERT OR IGNORE INTO memory VALUES (?, ?, ?)", row)


def _open(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        # With a write-ahead log, no commit waits for the disk and a crash loses the last few at most.
        file.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLE};")
    except sqlite3.DatabaseError:
        file.close()
        raise
    return file


class Remembering:
    """An executor that has another one judge only what is not remembered, and equal submissions only once."""

    def __init__(self, executor: Executor, memory: Memory, limits: Limits | None = None) -> None:
        self._executor = executor
        self._memory = memory
        self._conditions = _conditions(limits or Limits())
        self._under_way: WeakValueDictionary[str, Pending] = WeakValueDictionary()

    @property
    def jobs(self) -> int:
        """See ``Executor.jobs``."""
        return self._executor.jobs

    def start(self, submission: Submission) -> Pending:
        """See ``Executor.start``."""
        digest = hashlib.sha256(self._conditions + encode(dict(submission.request))).hexdigest()
        known = self._memory.recall(digest)
        if known:
            return _Known(Outcome(submission.key, sandbox=known[0], report=known[1]))
        pending = self._under_way.get(digest)
        if pending is None:
            pending = self._under_way[digest] = self._executor.start(submission)
        return _Kept(submission.key, digest, pending, self._memory)


def _conditions(limits: Limits) -> bytes:
    """Say what a report depends on beside the request: the code that judges, and what it runs on."""
    settings: dict[str, Any] = {"limits": asdict(limits), "environment": ENVIRONMENT, "source": source_digest()}
    settings |= {"python": sys.version, "greenlet": version("greenlet")}
    return encode(settings)


@dataclass(frozen=True, slots=True)
class _Known:
    """An outcome that was remembered."""

    outcome: Outcome

    def result(self) -> Outcome:
        return self.outcome

    def done(self) -> bool:
        return True

    def cancel(self) -> None:
        """Leave it: there is nothing to begin."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An outcome that will be kept in mind, for this submission or for an equal one that came first."""

    key: str
    digest: str
    pending: Pending
    memory: Memory

    def result(self) -> Outcome:
        outcome = replace(self.pending.result(), key=self.key)
        self.memory.keep(self.digest, outcome)
        return outcome

    def done(self) -> bool:
        return self.pending.done()

    def cancel(self) -> object:
        return self.pending.cancel()
