"""Points in time, as nbgrader notes them and as people write them: ISO 8601, read rightly or not at all.

nbgrader hands what it does not understand to a parser that guesses: it takes "+0200" for 200 seconds, CEST for UTC,
01.10.2026 for a day in January and 2026-10 for a day. A penalty may follow from the guess, so nothing is guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

EXAMPLE = "2030-01-31 12:00:00 UTC"
_LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001 - as the gradebook keeps times
_LONGEST = 40  # characters that are quoted
_DATE = r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d)(?P<colon>:?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+\u2212-]\d\d(?::?\d\d)?)?"
_NUMBERS = ("year", "month", "day", "hour", "minute", "second")
_WHOLE = re.compile(rf"{_DATE}(?:T|[ \t]+){_TIME}[ \t]*{_ZONE}", re.IGNORECASE | re.ASCII)


class BadTimeError(ValueError):
    """A text names no time, or not for certain; the message says so."""


def read_time(text: str) -> datetime:
    """Read a date and a time of day in ISO 8601, with a zone or, as in nbgrader's documents, without one for UTC.

    A zone is "Z", "UTC", "GMT", or hours and minutes ahead of UTC: "+02:00", "+0200", "+02", with or without a blank
    before it. Names of zones such as CEST stand for several, so they are none.

    Returns:
        The time in UTC, without a zone, as the gradebook keeps it.

    Raises:
        BadTimeError: if it is anything else.
    """
    said = text.strip()
    found = _WHOLE.fullmatch(said)
    try:
        if found is None:
            raise ValueError
        part = found.groupdict()
        year, month, day, hour, minute, second = (int(part[name] or 0) for name in _NUMBERS)
        microseconds = int((part["fraction"] or "0").ljust(6, "0")[:6])
        time = datetime(year, month, day, hour, minute, second, microseconds)  # noqa: DTZ001 - its zone comes next
        return time - _ahead(part["zone"] or "")
    except (ValueError, OverflowError):
        raise BadTimeError(f'"{said[:_LONGEST]}", which is no time like "{EXAMPLE}"') from None


def _ahead(zone: str) -> timedelta:
    """Say how far a zone is ahead of UTC."""
    digits = re.sub(r"\D", "", zone)
    if not digits:
        return timedelta()
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError
    ahead = timedelta(hours=hours, minutes=minutes)
    return ahead if zone[0] == "+" else -ahead


def parse_utc(time: datetime | str | None) -> datetime | None:
    """Take the place of ``nbgrader.utils.parse_utc``: the same, but what is not certain is refused.

    Raises:
        BadTimeError: see ``read_time``.
    """
    if time is None:
        return None
    if isinstance(time, str):
        try:
            return read_time(time)
        except BadTimeError:
            if not _roughly.get():
                raise
            return _rough(time)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo is not None else time


@contextmanager
def roughly() -> Iterator[None]:
    """Within this block times are good enough for putting hand-ins into their order: a zone's name is left aside.

    A zone that students have set must not stop the collecting of a class. What is collected keeps its words, and waits
    for a person when it is graded.
    """
    token = _roughly.set(True)
    try:
        yield
    finally:
        _roughly.reset(token)


_roughly: ContextVar[bool] = ContextVar("roughly", default=False)


def _rough(text: str) -> datetime:
    try:
        return read_time(" ".join(text.split()[:2]))
    except BadTimeError:
        return _LONG_AGO


def mend(modules: dict[str, Any]) -> None:
    """Have nbgrader read times with ``parse_utc``, in whichever of its modules are imported, and in later ones.

    Args:
        modules: ``sys.modules``.
    """
    from nbgrader import utils
    from nbgrader.coursedir import CourseDirectory

    stock = utils.parse_utc
    for module in [found for name, found in modules.items() if name.partition(".")[0] == "nbgrader"]:
        if getattr(module, "parse_utc", None) is stock:
            module.parse_utc = parse_utc
    CourseDirectory.fail = _fail
    for name, command, wrap in (
        ("nbgrader.exchange.default.collect", "ExchangeCollect", _roughly_put),
        ("nbgrader.apps.dbapp", "DbAssignmentAddApp", _in_words),
    ):
        app = getattr(modules.get(name), command, None)
        if app is not None and not hasattr(app.start, "__wrapped__"):
            app.start = wrap(app.start)


def _fail(_: object, message: str) -> None:
    """Take the place of a method that nbgrader calls where a timestamp is none, and does not have."""
    raise BadTimeError(message)


def _roughly_put(start: Callable[..., None]) -> Callable[..., None]:
    @wraps(start)
    def inside(command: Any) -> None:
        with roughly():
            start(command)

    return inside


def _in_words(start: Callable[[Any], None]) -> Callable[[Any], None]:
    """Have a command of nbgrader's say what is wrong with a time, in place of a traceback."""

    @wraps(start)
    def said(app: Any) -> None:
        try:
            start(app)
        except BadTimeError as problem:
            app.fail(f"The due date says {problem}")

    return said
