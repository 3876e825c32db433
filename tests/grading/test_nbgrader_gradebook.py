"""The gradebook's bytes follow from what it says, not from when and how it was written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from threadlab.grading.gradebook import canonical_file
from threadlab.grading.gradebook.canonical_file import settled

SCHEMA = (
    "CREATE TABLE grade (id TEXT PRIMARY KEY, score REAL, UNIQUE (id, score)); CREATE INDEX scores ON grade (score)"
)


@pytest.fixture(autouse=True)
def _small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two columns stand for nbgrader's tables here: what a file looks like follows from its rows alone."""
    monkeypatch.setattr(canonical_file, "check_schema", lambda *_: None)
    monkeypatch.setattr(canonical_file, "mend_schema", lambda *_: None)


def database(path: Path, *scripts: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for script in scripts:
            connection.executescript(script)
    return path


def test_equal_contents_are_equal_bytes(tmp_path: Path) -> None:
    one = database(tmp_path / "one.db", SCHEMA, "INSERT INTO grade VALUES ('a', 1), ('b', 2)")
    other = database(
        tmp_path / "other.db",
        SCHEMA,
        "INSERT INTO grade VALUES ('b', 0), ('c', 5)",
        "INSERT INTO grade VALUES ('a', 1); DELETE FROM grade WHERE id = 'c'",
        "UPDATE grade SET score = 2 WHERE id = 'b'",
    )
    for path in (one, other):
        with settled(path):
            pass
    assert one.read_bytes() == other.read_bytes()
    with closing(sqlite3.connect(one)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT * FROM grade ORDER BY id").fetchall() == [("a", 1), ("b", 2)]


def test_a_file_that_says_the_same_afterwards_is_the_same_to_the_byte(tmp_path: Path) -> None:
    path = database(tmp_path / "grades.db", SCHEMA, "INSERT INTO grade VALUES ('a', 1)")
    with settled(path):
        pass
    written_elsewhere = bytearray(path.read_bytes())
    written_elsewhere[96:100] = (3_099_000).to_bytes(4, "big")  # an SQLite of another version
    path.write_bytes(written_elsewhere)
    with settled(path):
        database(path, "UPDATE grade SET score = 7", "UPDATE grade SET score = 1")
        assert path.read_bytes() != written_elsewhere
    assert path.read_bytes() == written_elsewhere


def test_that_another_sqlite_lays_out_the_same_otherwise_is_no_change(tmp_path: Path) -> None:
    layout = "PRAGMA page_size = 8192"
    path = database(tmp_path / "grades.db", layout, SCHEMA, "INSERT INTO grade VALUES ('a', 1), ('b', 2)")
    written_elsewhere = bytearray(path.read_bytes())
    written_elsewhere[96:100] = (3_099_000).to_bytes(4, "big")
    path.write_bytes(written_elsewhere)
    with settled(path):
        database(path, "UPDATE grade SET score = 7", "UPDATE grade SET score = 1 WHERE id = 'a'")
        database(path, "UPDATE grade SET score = 2 WHERE id = 'b'")
    assert path.read_bytes() == written_elsewhere
    with settled(path):
        database(path, "UPDATE grade SET score = 3 WHERE id = 'b'")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM grade ORDER BY id").fetchall() == [("a", 1), ("b", 3)]
        assert connection.execute("PRAGMA page_size").fetchone() == (4096,)


def test_a_change_is_kept(tmp_path: Path) -> None:
    path = database(tmp_path / "grades.db", SCHEMA, "INSERT INTO grade VALUES ('a', 1)")
    with settled(path):
        database(path, "UPDATE grade SET score = 3")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT score FROM grade").fetchone() == (3,)


def test_a_run_that_breaks_off_leaves_its_work_and_the_next_one_settles_it(tmp_path: Path) -> None:
    path = tmp_path / "grades.db"

    def break_off() -> None:
        with settled(path):
            database(path, SCHEMA, "INSERT INTO grade VALUES ('b', 2)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    with settled(path):
        database(path, "INSERT INTO grade VALUES ('a', 1)")
    other = database(tmp_path / "other.db", SCHEMA, "INSERT INTO grade VALUES ('a', 1), ('b', 2)")
    with settled(other):
        pass
    assert path.read_bytes() == other.read_bytes()


def test_nobody_can_write_while_the_file_is_replaced(tmp_path: Path) -> None:
    path = database(tmp_path / "grades.db", SCHEMA)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO grade VALUES ('mine', 1)")
        with pytest.raises(sqlite3.OperationalError, match="locked"), settled(path, patience=0):
            pass
        writer.execute("COMMIT")
    with settled(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id FROM grade").fetchall() == [("mine",)]


def test_where_there_is_no_gradebook_none_is_made(tmp_path: Path) -> None:
    with settled(tmp_path / "grades.db"):
        pass
    assert list(tmp_path.iterdir()) == []
