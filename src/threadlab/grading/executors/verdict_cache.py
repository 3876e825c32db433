"""A memory of verdicts, by the digest of everything that they depend on.

The key holds it all: what was judged, the code that judges, and what that runs on. So nothing remembered is ever out of
date, and a memory can be kept, shared or thrown away at will.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from threadlab.grading.executors.package_digest import source_digest
from threadlab.grading.sandbox.base import ENVIRONMENT
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import JSON, decode, encode

_PATIENCE = 60.0  # seconds to wait for another grader that writes
_TABLE = "CREATE TABLE IF NOT EXISTS verdicts (digest TEXT PRIMARY KEY, sandbox TEXT, verdict BLOB) WITHOUT ROWID"
_FIND = "SELECT sandbox, verdict FROM verdicts WHERE digest = ?"


class VerdictCache:
    """Verdicts by their keys, in one file. Several threads and several graders may share it.

    A file that is damaged or of another kind is begun anew, and what is damaged in it is forgotten. Where a verdict
    cannot be kept, say on a full disk, grading goes on without.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = _open(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._file = _open(path)
        self._one_at_a_time = Lock()

    def close(self) -> None:
        """Let go of the file."""
        with self._one_at_a_time:
            self._file.close()

    def recall(self, keys: Collection[str]) -> dict[str, tuple[str, Any]]:
        """Give of each verdict that was kept the sandbox's name and what was found, by its key."""
        known = {}
        with self._one_at_a_time, suppress(sqlite3.DatabaseError):
            for key in dict.fromkeys(keys):
                for sandbox, found in self._file.execute(_FIND, [key]).fetchall():
                    try:
                        known[key] = sandbox, decode(zlib.decompress(found))
                    except (zlib.error, ValueError, TypeError):
                        self._file.execute("DELETE FROM verdicts WHERE digest = ?", [key])
        return known

    def keep(self, sandbox: str, verdicts: Mapping[str, JSON]) -> None:
        """Keep verdicts that every machine would give.

        Args:
            sandbox: what contained the program that was judged.
            verdicts: what was found, by its key.
        """
        rows = [(key, sandbox, zlib.compress(encode(found), 1)) for key, found in verdicts.items()]
        with self._one_at_a_time, suppress(sqlite3.DatabaseError), self._file:
            self._file.execute("BEGIN")
            self._file.executemany("INSERT OR IGNORE INTO verdicts VALUES (?, ?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        # With a write-ahead log, no commit waits for the disk and a crash loses the last few at most.
        file.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_TABLE};")
    except sqlite3.DatabaseError:
        file.close()
        raise
    return file


class Keys:
    """Makes the keys: what a verdict depends on beside what was judged is in each."""

    def __init__(self, limits: Limits | None = None) -> None:
        settings: dict[str, Any] = {"limits": asdict(limits or Limits()), "environment": ENVIRONMENT}
        settings |= {"source": source_digest(), "python": sys.version, "greenlet": version("greenlet")}
        self._conditions = encode(settings)

    def key(self, kind: str, digest: str) -> str:
        """Give the key of a verdict.

        Args:
            kind: what was judged, such as "test".
            digest: of all that the verdict depends on in the notebook.
        """
        return hashlib.sha256(self._conditions + encode([kind, digest])).hexdigest()
