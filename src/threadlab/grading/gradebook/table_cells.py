"""Cells of the tables that are written for spreadsheets: a text stays a text."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet would begin to compute


def table_cell(value: object) -> object:
    """Give a value as a cell of a table; a text that a spreadsheet would take for a formula, as text."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
