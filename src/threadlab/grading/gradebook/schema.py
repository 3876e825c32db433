"""Whose database a file is, and of which version: what is not a gradebook of this nbgrader's is left as it is.

nbgrader notes the version of its tables when it has made them. A run that is killed before leaves tables without one,
and no later run of nbgrader's adds it; then ``nbgrader db upgrade`` fails, for ever.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from threadlab.grading.gradebook.bad_gradebook import BadGradebookError

_VERSIONS = "alembic_version"
_REVISION = re.compile(r"^(down_)?revision\s*=\s*['\"](\w+)['\"]", re.MULTILINE)
_SHOWN = 4  # tables of another program's that are named


@cache
def newest_schema() -> str:
    """Name the newest version of nbgrader's tables, as ``alembic heads`` prints it."""
    (newest,) = (name for name, before in _schemas().items() if name not in {*_schemas().values()})
    return newest


def check_schema(path: Path, gradebook: sqlite3.Connection) -> None:
    """Refuse a database that is not a gradebook of the nbgrader that is installed; nothing is written.

    Args:
        path: the file, for the message.
        gradebook: a connection to it.

    Raises:
        BadGradebookError: if it is another program's, or another version's.
    """
    tables = _tables(gradebook)
    if not tables:
        return
    if not tables & _ours().keys():
        some = ", ".join(sorted(tables)[:_SHOWN])
        raise BadGradebookError(
            f"{path} is the database of another program (its tables: {some}); it is left as it is. Move it away."
        )
    version = _version(gradebook, tables)
    if version == newest_schema() or (version is None and _is_half_made(gradebook, tables)):
        return
    backup = f"Make a copy of {path.name} first"
    if version is None or version in _schemas():
        raise BadGradebookError(f"{path} was made by an older nbgrader. {backup}, then run: nbgrader db upgrade")
    raise BadGradebookError(
        f"{path} was made by another nbgrader than the one that is installed (its tables are of version {version}, not "
        f"{newest_schema()}); it is left as it is. Install that nbgrader, or move the file away."
    )


def mend_schema(path: Path, patience: float) -> None:
    """Note the version of a gradebook whose making was ended before it was noted; wait so many seconds for others."""
    with closing(sqlite3.connect(path, timeout=patience)) as gradebook, gradebook:
        tables = _tables(gradebook)
        if tables and _version(gradebook, tables) is None:
            gradebook.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
            gradebook.execute("INSERT INTO alembic_version VALUES (?)", [newest_schema()])


@cache
def _schemas() -> dict[str, str]:
    """List all versions of nbgrader's tables, each with the one before it ("" for the first)."""
    spec = find_spec("nbgrader")
    assert spec is not None
    assert spec.origin is not None
    found: dict[str, str] = {}
    for file in Path(spec.origin).parent.joinpath("alembic", "versions").glob("*.py"):
        names = dict(_REVISION.findall(file.read_text(encoding="utf-8")))
        found[names[""]] = names.get("down_", "")
    return found


@cache
def _ours() -> dict[str, set[str]]:
    """List the tables of a gradebook with their columns, our own tables among them."""
    from nbgrader.api import Base

    from threadlab.grading.gradebook import marked_answers  # noqa: F401 - its table is known then
    from threadlab.grading.gradebook.term_notes import COLUMNS, TABLE

    found = {name: {column.name for column in table.columns} for name, table in Base.metadata.tables.items()}
    return found | {TABLE: set(COLUMNS)}


def _tables(gradebook: sqlite3.Connection) -> set[str]:
    names = gradebook.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name for (name,) in names}


def _version(gradebook: sqlite3.Connection, tables: set[str]) -> str | None:
    row = gradebook.execute("SELECT version_num FROM alembic_version").fetchone() if _VERSIONS in tables else None
    return None if row is None else str(row[0])


def _is_half_made(gradebook: sqlite3.Connection, tables: set[str]) -> bool:
    """Say whether what there is of a gradebook is of the present version: an older one's tables have other columns."""
    return all(
        {column for (column,) in gradebook.execute("SELECT name FROM pragma_table_info(?)", [name])}
        == _ours().get(name)
        for name in tables - {_VERSIONS}
    )
