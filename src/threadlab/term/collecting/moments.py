"""Times of handing in, as each system writes them, in UTC; and a table that says them where file names do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadlab.errors import CannotRunError
from threadlab.grading.times import BadTimeError, read_time
from threadlab.term.tables import Row, read_table

# Moodle's worksheet, in English: "Thursday, 1 October 2026, 11:59 PM", or with a clock of 24 hours.
_IN_WORDS = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M")
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


class BadMomentsError(CannotRunError):
    """A zone or a table of times cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of handing in.

    ``at`` is in UTC, without a zone; None if ``said`` names no certain time. ``assumed``: no zone was named anywhere.
    """

    at: datetime | None
    said: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of times: ways to find the student, the number that Moodle has, and the time ("" if none)."""

    who: tuple[tuple[str, str], ...]
    label: str
    participant: str
    time: str


def read_zone(name: str) -> tzinfo:
    """Read the name of a time zone.

    Raises:
        BadMomentsError: if there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadMomentsError(f"{name!r} is no time zone; one is called Europe/Berlin, or America/New_York") from None


def moment(said: str, zone: tzinfo | None) -> Moment:
    """Read a time; one without a zone is in ``zone``, or else, as nbgrader has it, in UTC."""
    text = said.strip()
    try:
        local = read_time(f"{text} UTC")  # which works only if it does not name a zone already
    except BadTimeError:
        try:
            return Moment(read_time(text), text)
        except BadTimeError:
            found = next(filter(None, (_in_words(text, form) for form in _IN_WORDS)), None)
            if found is None:
                return Moment(None, text)
            local = found
    if zone is None:
        return Moment(local, text, assumed=True)
    return Moment(local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None), text)


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
    entries = [Entry(*_who(row, plain), "" if row[when] in ("-", "") else row[when]) for row in table.rows]
    if not any(entry.who or entry.participant for entry in entries):
        raise BadMomentsError(f"{path} does not say who handed in; one of these is looked for: {', '.join(_WHO)}")
    return entries


def _who(row: Row, plain: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], str, str]:
    who = [(kind, row[plain[name]]) for name, kind in _WHO.items() if name in plain and row[plain[name]]]
    who += [("name", f"{row[plain['first name']]} {row[plain['last name']]}") for _ in _both(plain)]
    number = re.search(r"\d+$", row[plain["identifier"]]) if "identifier" in plain else None
    label = who[0][1] if who else (number[0] if number else "")
    return tuple(who), label, number[0] if number else ""


def _both(plain: Mapping[str, str]) -> Iterator[None]:
    if {"first name", "last name"} <= plain.keys():
        yield


def _in_words(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is the caller's to know
    except ValueError:
        return None
