"""A table that says who handed in when, for systems whose downloads do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from threadlab.term.moments import BadMomentsError
from threadlab.term.tables import Row, Table, read_table

_WHEN = ("last modified (submission)", "submission time", "submission_timestamp", "submitted at", "timestamp", "time")
_WHO = {
    "id": "id",
    "roster_identifier": "id",
    "email address": "email",
    "email": "email",
    "id number": "number",
    "sid": "number",
    "sis user id": "number",
    "username": "username",
    "sis login id": "username",
    "github_username": "github",
    "full name": "name",
    "name": "name",
    "student": "name",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of times: ways to find the student, the number that Moodle has, and the time ("" if none)."""

    who: tuple[tuple[str, str], ...]
    label: str
    participant: str
    time: str


def read_moments(path: Path) -> list[Entry]:
    """Read a table that says who handed in when, such as Moodle's grading worksheet or Gradescope's table of grades.

    Raises:
        BadTableError: if it cannot be read.
        BadMomentsError: if it does not say when, or who.
    """
    table = read_table(path)
    plain = {" ".join(column.casefold().split()): column for column in table.columns}
    when = next((plain[name] for name in _WHEN if name in plain), None)
    if when is None:
        raise BadMomentsError(
            f"{path} has no column with times of handing in; one of these is looked for: {', '.join(_WHEN)}"
        )
    entries = [
        replace(entry, time="" if row[when] in ("-", "") else row[when])
        for row, entry in zip(table.rows, read_people(table), strict=True)
    ]
    if not any(entry.who or entry.participant for entry in entries):
        raise BadMomentsError(f"{path} does not say who handed in; one of these is looked for: {', '.join(_WHO)}")
    return entries


def read_people(table: Table) -> list[Entry]:
    """Say of each row of a table whose it is, without a time."""
    plain = {" ".join(column.casefold().split()): column for column in table.columns}
    return [Entry(*_who(row, plain), "") for row in table.rows]


def _who(row: Row, plain: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], str, str]:
    who = [(kind, row[plain[name]]) for name, kind in _WHO.items() if name in plain and row[plain[name]]]
    who += [("name", f"{row[plain['first name']]} {row[plain['last name']]}") for _ in _both(plain)]
    number = re.search(r"\d+$", row[plain["identifier"]]) if "identifier" in plain else None
    label = who[0][1] if who else (number[0] if number else "")
    return tuple(who), label, number[0] if number else ""


def _both(plain: Mapping[str, str]) -> Iterator[None]:
    if {"first name", "last name"} <= plain.keys():
        yield
