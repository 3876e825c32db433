"""Texts of a submission as they may stand on a page: nothing in them acts on the page, and none is without end."""

from __future__ import annotations

import re

LONGEST = 40_000  # characters of one cell, or of what it printed, that a page shows
# Control characters, but for tabs and line ends; what turns the direction of writing; halves of characters; fillers.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def harmless_text(text: str, *, longest: int | None = LONGEST) -> str:
    r"""Return a text with each character that acts and is not seen written as its Python escape, and cut if it is long.

    A line reads then as Python reads it: ``\u202e`` turns nothing round, ``\x1b[2J`` clears no terminal.
    """
    kept = text[:longest]
    shown = _ACTING.sub(_escaped, kept.replace("\r\n", "\n"))
    return shown if len(kept) == len(text) else f"{shown}\n... ({len(text):,} characters in all)"


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("ascii", "backslashreplace").decode() if found[0] > "\x7f" else f"\\x{ord(found[0]):02x}"
