"""Tables in text files as learning platforms and spreadsheets write them: any of their encodings and separators."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

from threadlab.errors import CannotRunError

LARGEST = 64 << 20  # bytes; a class of 20,000 takes two or three million
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class BadTableError(CannotRunError):
    """A file is no table that can be read; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file that it ends on, from 1, and its cells by their columns' names."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Give what stands in a column, without blanks around it; "" for a column that there is not."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in their order, its rows, how many empty ones were left out, and how it was written."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: int
    written: str


def read_table(path: Path) -> Table:
    """Read a table whose first row names the columns.

    Raises:
        BadTableError: if it cannot be read, or is none.
    """
    text, encoding = _text(path)
    begin = 0
    if text.lower().startswith("sep="):  # how a spreadsheet is told the separator
        begin = text.find("\n") + 1
    separator = max(_SEPARATORS, key=lambda each: _columns(text[begin:], each))
    lines = csv.reader(io.StringIO(text[begin:], newline=""), delimiter=separator, strict=True)
    try:
        found = [(lines.line_num + bool(begin), cells) for cells in lines]
    except csv.Error as problem:
        raise BadTableError(f"{path} cannot be read as a table: line {lines.line_num}: {problem}") from None
    filled = [(line, cells) for line, cells in found if any(cell.strip() for cell in cells)]
    if not filled:
        raise BadTableError(f"{path} is empty: a table is needed, with a row that names its columns")
    columns = tuple(cell.strip() for cell in filled[0][1])
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise BadTableError(f"{path} has two columns called {twice[0]!r}; rename one, so that it is clear which counts")
    long = next((line for line, cells in filled[1:] if any(cell.strip() for cell in cells[len(columns) :])), None)
    if long is not None:
        raise BadTableError(
            f"{path}, line {long}, has more cells than there are columns; a cell with "
            f"{_SEPARATORS[separator]} in it has to be put in quotes"
        )
    rows = tuple(Row(line, dict(zip(columns, cells, strict=False))) for line, cells in filled[1:])
    return Table(columns, rows, len(found) - len(filled), f"{_SEPARATORS[separator]}, {encoding}")


def _text(path: Path) -> tuple[str, str]:
    try:
        if path.stat().st_size > LARGEST:
            raise BadTableError(f"{path} is larger than {LARGEST >> 20} MB; that is no list of people")
        data = path.read_bytes()
    except OSError as problem:
        raise BadTableError(f"{path} cannot be read: {problem.strerror}") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadTableError(f"{path} is a spreadsheet or an archive; save it as CSV (UTF-8), and give that file")
    encoding, name = next(((code, name) for mark, code, name in _BY_MARK if data.startswith(mark)), ("utf-8", "UTF-8"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:  # what spreadsheets write in western Europe and America, if they are not told otherwise
            text, name = data.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            raise BadTableError(f"{path} is neither UTF-8 nor Windows-1252; save it as CSV (UTF-8)") from None
    if "\0" in text:
        raise BadTableError(f"{path} is no text: it has a zero byte in it")
    return text, name


def _columns(text: str, separator: str) -> int:
    try:
        return len(
            next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)), [])
        )
    except csv.Error:
        return 0
