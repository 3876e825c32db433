"""Colours for a terminal that has them: a line takes that of the sign with which it begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

_COLOURS = {"✓": 32, "✗": 31, "!": 31, "?": 33}  # green, red, yellow, as ECMA-48 numbers them


def coloured(line: str) -> str:
    """Return a line in the colour of its sign, or as it is if it has none."""
    number = _COLOURS.get(line.lstrip()[:1])
    return f"\x1b[{number}m{line}\x1b[0m" if number else line


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Say whether what is written there should be in colour: see https://no-color.org and https://force-color.org."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"
