"""The version of Python that a course's answers are held to: set for the course, carried in its notebooks' metadata.

Whoever reads a course's settings holds this process to it (``hold_to``); whoever judges a notebook that carries a
version holds to that meanwhile (``held_to``). So a laptop, a browser and a grader give one verdict, whatever their own
Python is; one that is older than the version cannot, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any, TypeVar

from threadlab.schedules.language import COURSE, RUNNING, Version, dotted

PLACE = ("threadlab", "python")  # of the version in a notebook's metadata
_VERSION = re.compile(r"3\.(\d{1,2})")
_Said = TypeVar("_Said")


class BadVersionError(ValueError):
    """No version that answers can be held to here; the message says which can."""


class _Held:
    """What this process holds answers to now; an object, so that no name of this module changes its meaning."""

    def __init__(self) -> None:
        self.version: Version = COURSE


_held = _Held()


def held() -> Version:
    """Return the version that answers are held to now."""
    return _held.version


def hold_to(version: Version) -> None:
    """Hold all answers of this process to a version, unless a notebook carries another."""
    _held.version = version


@contextmanager
def held_to(version: Version) -> Iterator[None]:
    """Hold answers to a version within this block."""
    before, _held.version = _held.version, version
    try:
        yield
    finally:
        _held.version = before


def version_named(name: str) -> Version:
    """Return the version that a course's settings name, such as "3.12".

    Raises:
        BadVersionError: it is none, is older than what this package runs on, or newer than the running Python.
    """
    version = _read(name)
    if version is None or version < COURSE:
        raise BadVersionError(f"python={name!r} is no version to hold answers to: {dotted(COURSE)} is the first one")
    if too_old := cannot_hold_to(version):
        raise BadVersionError(f"python={name!r}: {too_old}")
    return version


def carried_by(notebook: Mapping[str, Any]) -> Version:
    """Return the version that a notebook carries; if it carries none, the one that this process holds to."""
    metadata = notebook.get("metadata")
    about = metadata.get(PLACE[0]) if isinstance(metadata, Mapping) else None
    return (_read(about.get(PLACE[1])) if isinstance(about, Mapping) else None) or _held.version


def cannot_hold_to(version: Version) -> str:
    """Say why the running Python cannot judge by a version; "" if it can."""
    if version <= RUNNING:
        return ""
    needed, here = dotted(version), dotted(RUNNING)
    return f"answers to this course are judged as Python {needed}, and this is Python {here}, which is older"


def remembered(say: Callable[[str], _Said]) -> Callable[[str], _Said]:
    """Remember what a function says of a text, for each version that it was held to."""

    @lru_cache(maxsize=2048)
    def known(text: str, _version: Version) -> _Said:
        return say(text)

    @wraps(say)
    def asked(text: str) -> _Said:
        return known(text, _held.version)

    return asked


def _read(name: object) -> Version | None:
    found = _VERSION.fullmatch(name) if isinstance(name, str) else None
    return (3, int(found[1])) if found else None
