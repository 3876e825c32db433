"""What a course notes about its term in the gradebook, beside nbgrader's tables: a row of JSON for each fact.

nbgrader has a place for a due date, but none for a late policy, for who is on the class list, for an extension of
somebody who has not handed in yet, or for what a learning platform calls a submission. These go with the gradebook
wherever it goes, into backups too. The table is made when the first fact is noted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import text

from threadlab.grading.gradebook.bad_gradebook import no_gradebook

TABLE = "threadlab_term"
COLUMNS = ("key", "about")
_MAKE = f"CREATE TABLE IF NOT EXISTS {TABLE} (key TEXT NOT NULL PRIMARY KEY, about TEXT NOT NULL)"
PATIENCE = 60  # seconds that are waited for others who are writing
Execute = Callable[[str, Mapping[str, str]], Iterable[Any]]


class Notes:
    """The facts of a term, each under a kind and names, such as ``("extension", "1-adding", "student-07")``.

    ``execute`` runs a statement of SQL with named parameters, and gives its rows.
    """

    def __init__(self, execute: Execute) -> None:
        self._execute = execute

    def get(self, *key: str) -> dict[str, Any] | None:
        """Give what is noted under a key; nothing if nothing is."""
        if not self._there():
            return None
        found = list(self._execute(f"SELECT about FROM {TABLE} WHERE key = :key", {"key": _written(key)}))  # noqa: S608
        return json.loads(found[0][0]) if found else None

    def all(self, kind: str) -> dict[tuple[str, ...], dict[str, Any]]:
        """Give all that is noted of a kind, by the names that follow it, in the order of these."""
        if not self._there():
            return {}
        first = json.dumps([kind])[:-1]
        # All keys that begin so lie between these two: a minus comes right after a comma.
        ends = {"begin": f"{first},", "end": f"{first}-"}
        query = f"SELECT key, about FROM {TABLE} WHERE key >= :begin AND key < :end ORDER BY key"  # noqa: S608
        return {tuple(json.loads(key)[1:]): json.loads(about) for key, about in self._execute(query, ends)}

    def put(self, about: Mapping[str, Any], *key: str) -> None:
        """Note something, in place of what was noted under the key; committing is left to the caller."""
        self._execute(_MAKE, {})
        written = json.dumps(about, ensure_ascii=False, sort_keys=True)
        values = {"key": _written(key), "about": written}
        self._execute(f"REPLACE INTO {TABLE} VALUES (:key, :about)", values)  # noqa: S608

    def drop(self, *key: str) -> None:
        """Forget what is noted under a key."""
        if self._there():
            self._execute(f"DELETE FROM {TABLE} WHERE key = :key", {"key": _written(key)})  # noqa: S608

    def _there(self) -> bool:
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name"
        return bool(list(self._execute(query, {"name": TABLE})))


def notes_in(gradebook: Gradebook) -> Notes:
    """Give the notes in an open gradebook."""

    def execute(statement: str, values: Mapping[str, str]) -> Iterable[Any]:
        result = gradebook.db.execute(text(statement), dict(values))
        return list(result) if result.returns_rows else ()

    return Notes(execute)


@contextmanager
def reading(path: Path) -> Iterator[Execute]:
    """Look into a gradebook's file without nbgrader; one that is not there has nothing.

    Args:
        path: the gradebook; nothing is written.

    Raises:
        BadGradebookError: if it is asked and is none.
    """

    def execute(statement: str, values: Mapping[str, str]) -> Iterable[Any]:
        try:
            return gradebook.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            raise  # somebody keeps it locked, or the like
        except sqlite3.DatabaseError as problem:
            raise no_gradebook(path, problem) from None

    address = f"{path.resolve().as_uri()}?mode=ro" if path.is_file() else ":memory:"
    with closing(sqlite3.connect(address, timeout=PATIENCE, uri=True)) as gradebook:
        yield execute


def _written(key: Iterable[str]) -> str:
    return json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))
