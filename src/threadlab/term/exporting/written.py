"""Tables written so that neither a spreadsheet nor a learning platform takes a text for anything else."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import mkstemp

from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.table_cells import table_cell


class CannotWriteError(CannotRunError):
    """A file cannot be written; the message says why."""


def points_text(points: float | None) -> str:
    """Give points as platforms read them: "3.5", "4"; "" for none."""
    return "" if points is None else repr(round(points, 4)).removesuffix(".0")


def hours_text(seconds: float) -> str:
    """Give a length of time as hours, minutes and seconds: "25:00:00"."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]], *, guarded: bool = True) -> bytes:
    """Give a table as CSV: RFC 4180, in UTF-8; ``guarded`` against formulas, unless it is a platform's own."""
    guard = table_cell if guarded else str
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([guard(column) for column in columns])
    lines.writerows([guard(value) for value in row] for row in rows)
    return text.getvalue().encode()


def write(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all.

    Raises:
        CannotWriteError: if it cannot be written.
    """
    try:
        handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        half = Path(name)
        try:
            with open(handle, "wb") as file:
                file.write(data)
            half.chmod(0o666 & ~_umask())
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as problem:
        raise CannotWriteError(f"{path} cannot be written: {problem.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
