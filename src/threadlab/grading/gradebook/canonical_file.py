"""The bytes of ``gradebook.db``: equal contents are one and the same file, whatever order they were written in."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from threadlab.grading.gradebook.bad_gradebook import BadGradebookError, no_gradebook
from threadlab.grading.gradebook.schema import check_schema, mend_schema

# Where SQLite notes its own version in a file: that says nothing about the contents.
_VERSION = slice(96, 100)
# nbgrader adds these rows in the order of the notebook's cells and relies on finding them so.
_IN_ORDER_OF_CELLS = {"base_cell", "source_cell"}


@contextmanager
def settled(path: Path, patience: float = 60) -> Iterator[None]:
    """Leave the gradebook in canonical form, and untouched if what it says did not change meanwhile.

    Whoever clones a course and grades it again finds the same file: git sees no change.

    Args:
        path: the gradebook; there need not be one.
        patience: seconds to wait for others who are writing.

    Raises:
        BadGradebookError: if the file is no gradebook of the installed nbgrader's, or cannot be written; then it is
            left as it is, to the byte.
        OSError, sqlite3.OperationalError: if the disk is full, or others go on writing; then nothing is lost, only the
            form is not canonical. A block that breaks off leaves the form to the next one.
    """
    require_gradebook(path, patience)
    if path.exists():
        mend_schema(path, patience)
    before = path.read_bytes() if path.exists() else b""
    yield
    if path.exists():
        _settle(path, before, patience)


def require_gradebook(path: Path, patience: float) -> None:
    """Refuse a file that is no gradebook of the installed nbgrader's; wait so many seconds for others who are writing.

    Raises:
        BadGradebookError: if it is none, or cannot be written.
        sqlite3.OperationalError: if somebody keeps it locked.
    """
    if not path.exists():
        return
    if not path.is_file():
        raise BadGradebookError(f"{path} is no file, and so no gradebook; it is left as it is. Move it away.")
    for place, needed in ((path, os.R_OK | os.W_OK), (path.parent, os.W_OK)):
        if not os.access(place, needed):
            raise BadGradebookError(
                f"{place} cannot be written. Permit it (chmod u+rw {place.name}), "
                "or run the command as whom it belongs to."
            )
    try:
        with closing(_look_into(path, patience)) as gradebook:
            check_schema(path, gradebook)
    except sqlite3.OperationalError:
        raise  # somebody keeps it locked, or the like: it may well be a gradebook
    except sqlite3.DatabaseError as problem:
        raise no_gradebook(path, problem) from None


def _look_into(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file for reading; only what a killed program has left half written is put right by that."""
    mode = "rw" if Path(f"{path}-journal").exists() else "ro"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", timeout=patience, uri=True)


def _settle(path: Path, before: bytes, patience: float) -> None:
    fresh = path.with_suffix(".db.tmp")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as old:
        old.execute("BEGIN EXCLUSIVE")  # nobody writes between our reading and the replacing of the file
        write_canonical(old, fresh)
        data = fresh.read_bytes()
        if _contents(data) == _contents(before) or data == _as_written_here(before, data, fresh):
            data = before
        # Reading the file itself would drop SQLite's lock on it, as POSIX locks go with any closing of a file.
        if data == old.serialize():
            fresh.unlink()
            return
        with fresh.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        fresh.replace(path)


def write_canonical(gradebook: sqlite3.Connection, path: Path) -> None:
    """Write what a gradebook says into a new file: tables by name, rows in an order that follows from them alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as new:
        new.execute("PRAGMA page_size = 4096")
        new.execute("PRAGMA journal_mode = OFF")
        new.execute("BEGIN")
        statements = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY name"
        for table, sql in gradebook.execute(statements, ["table"]).fetchall():
            new.execute(sql)
            order = "notebook_id, rowid" if table in _IN_ORDER_OF_CELLS else _first_column(gradebook, table)
            rows = gradebook.execute(f'SELECT * FROM "{table}" ORDER BY {order}')  # noqa: S608 - names from the schema
            marks = ", ".join("?" for _ in rows.description)
            new.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
        for _, sql in gradebook.execute(statements, ["index"]).fetchall():
            new.execute(sql)
        new.execute("COMMIT")


def _first_column(gradebook: sqlite3.Connection, table: str) -> str:
    """Name a table's first column: in nbgrader's tables it is the primary key."""
    return str(gradebook.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", [table]).fetchone()[0])


def _as_written_here(before: bytes, now: bytes, path: Path) -> bytes:
    """Return a file as this version of SQLite writes what it says, if another version wrote it; else b"".

    Versions lay out the same rows in other ways; that is no news.
    """
    if not before or before[_VERSION] == now[_VERSION]:
        return b""
    path.unlink()
    try:
        with closing(sqlite3.connect(":memory:")) as kept:
            kept.deserialize(before)
            write_canonical(kept, path)
        return path.read_bytes()
    except sqlite3.Error:  # it cannot be read from memory, say because it has a log of its own: it is written anew
        return b""
    finally:
        path.write_bytes(now)


def _contents(data: bytes) -> bytes:
    return data[: _VERSION.start] + data[_VERSION.stop :]
