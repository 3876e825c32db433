"""A student's text made fit to be shown: nothing invisible, no tricks with writing direction, no endless lines."""

from __future__ import annotations

import re
import unicodedata
from html import escape

LIMIT = 400  # characters that are looked at at all; every place of display is far narrower
HANGING = "    "  # before what continues a line
MARKS = 2  # combining marks on one letter; more of them climb out of their line

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "Zs"})
_TOGETHER = re.compile(r"(?:\(?\b[A-Za-z]+ (?=\d+\b)|\bthread (?=[A-Z]{1,2}\b))?\S+")
_COMBINING = frozenset({"Mn", "Me"})


def visible(text: str) -> str:
    r"""Return ``text`` on one line, with each character that cannot be seen written as its Python escape.

    Bidirectional controls, zero-width characters, lone surrogates and control characters become
    ``\u202e`` and the like, so that a line reads as Python reads it. White space becomes blanks.
    """
    text = text[:LIMIT]
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in _COMBINING else 0
        if character in "\n\r":
            shown.append(" ")
        elif character == "\t":
            shown.append("    ")
        elif (category in _HIDDEN and character != " ") or marks > MARKS:
            shown.append(_escaped(character))
        else:
            shown.append(character)
    return "".join(shown)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def columns(text: str) -> int:
    """Return how many columns ``text`` takes in a fixed-width font: wide East Asian characters take two."""
    return len(text) if text.isascii() else sum(map(_column, text))


def _column(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in _COMBINING:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``width`` columns, with ``ellipsis`` for what was cut away."""
    if columns(text) <= width:
        return text
    room = width - columns(ellipsis)
    kept: list[str] = []
    for character in text:
        room -= _column(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ellipsis


def pad(text: str, width: int) -> str:
    """Return ``text`` followed by blanks up to ``width`` columns."""
    return text + " " * max(0, width - columns(text))


def wrap_code(line: str, width: int, most: int) -> list[str]:
    """Break a line of program text into at most ``most`` lines, at a blank where there is one; the last one is cut."""
    pieces: list[str] = []
    while columns(line) > width and len(pieces) < most - 1:
        head = cut(line, width, "")
        blank = line[: len(head) + 1].rfind(" ")
        at_blank = line[: max(blank, 0)].rstrip()
        pieces.append(at_blank if 3 * len(at_blank) >= len(head) > 0 else head)
        line = HANGING + line[len(pieces[-1]) :].lstrip()
    return [*pieces, cut(line, width)]


def split_words(text: str) -> list[str]:
    """Split ``text`` at blanks, but not before a number or letter that says which one: "line 9", "thread A"."""
    return _TOGETHER.findall(text)


def wrap(text: str, width: int) -> list[str]:
    """Break ``text`` at blanks into lines of at most ``width`` columns; a longer word is broken where it must be."""
    lines = [""]
    for word in split_words(text):
        pieces = _pieces(word, width)
        if lines[-1] and columns(lines[-1]) + 1 + columns(pieces[0]) <= width:
            lines[-1] += " " + pieces.pop(0)
        lines += pieces
    return [line for line in lines if line] or [""]


def _pieces(word: str, width: int) -> list[str]:
    pieces = []
    while columns(word) > width:
        pieces.append(cut(word, width, ""))
        word = word[len(pieces[-1]) :]
    return [*pieces, word]


def markup(text: str) -> str:
    """Return ``text`` for HTML or XML, in an element or a quoted attribute."""
    return escape(text, quote=True)
