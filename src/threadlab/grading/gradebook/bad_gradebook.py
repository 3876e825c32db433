"""A gradebook that cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from threadlab.errors import CannotRunError


class BadGradebookError(CannotRunError):
    """The gradebook cannot be used; the message says why, and what would help."""


def no_gradebook(path: Path, problem: sqlite3.DatabaseError) -> BadGradebookError:
    """Say of a file that no database can be read from it, and what would help."""
    return BadGradebookError(
        f"{path} is no gradebook: {problem}. Take it from a backup; or move it away, and a new one is made, "
        "without the marks and comments of people."
    )
