"""Times of handing in and due dates as people and systems write them, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from threadlab.errors import CannotRunError
from threadlab.grading.times import BadTimeError, read_time

# Moodle's worksheet, in English: "Thursday, 1 October 2026, 11:59 PM", or with a clock of 24 hours.
_IN_WORDS = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M")


class BadMomentsError(CannotRunError):
    """A time, a zone or a table of times cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of handing in.

    ``at`` is in UTC, without a zone; None if ``said`` names no certain time. ``assumed``: no zone was named anywhere.
    ``why`` it is not certain, where the text is a time but for the zone.
    """

    at: datetime | None
    said: str
    assumed: bool = False
    why: str = ""


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
    return _in_zone(local, zone, text)


def _in_zone(local: datetime, zone: tzinfo, text: str) -> Moment:
    """Take a time for one in a zone, unless clocks go back there and show it twice, or forward and never show it."""
    try:
        first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError:  # at either end of the calendar
        return Moment(None, text)
    if first == second:
        return Moment(first.replace(tzinfo=None), text)
    back = first < second  # PEP 495: fold=1 is the later of two; where there is none, it is the earlier
    why = "clocks go back there, and show it twice" if back else "clocks go forward there, and never show it"
    return Moment(None, f"{text} {zone}", why=why)  # with the zone, lest anybody take it for UTC


def _in_words(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - its zone is the caller's to know
    except ValueError:
        return None
