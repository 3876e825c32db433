"""How wide a text can become in the fonts of any reader, so that a drawing made here overlaps nowhere.

The generic families are all that a picture may ask for, and what they mean differs from machine to
machine. Text is therefore measured as in the widest of the usual ones: 0.62 em a character for
``monospace`` (0.602 in DejaVu Sans Mono and Menlo, 0.600 in Courier and Liberation Mono), and the
widths of DejaVu Sans Bold for ``sans-serif``.
"""

from __future__ import annotations

from itertools import accumulate

from threadlab.story.text.sanitize import columns, split_words

MONO = 0.62  # em a column
_UNKNOWN = 100  # hundredths of an em a column of a character outside ASCII in a proportional font

# Advance widths of the characters from blank to tilde in DejaVu Sans Bold, in hundredths of an em.
_SANS = (
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40,
    40, 84, 84, 84, 58, 100, 78, 77, 74, 83, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 85, 74, 85, 77, 73, 69,
    82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72,
    69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
)  # fmt: skip


def mono_width(text: str, size: float) -> float:
    """Return the width of ``text`` in a fixed-width font of ``size`` pixels."""
    return columns(text) * MONO * size


def sans_width(text: str, size: float) -> float:
    """Return the most that ``text`` can take in a proportional font of ``size`` pixels, bold or not."""
    return sum(map(_hundredths, text)) * size / 100


def _hundredths(character: str) -> int:
    # Whole numbers: how a sum of fractions is rounded differs between versions of Python.
    code = ord(character) - 32
    return _SANS[code] if 0 <= code < len(_SANS) else columns(character) * _UNKNOWN


def mono_columns(width: float, size: float) -> int:
    """Return how many columns of a fixed-width font of ``size`` pixels fit into ``width`` pixels."""
    return max(1, int(width / (MONO * size)))


def fit_sans(text: str, width: float, size: float) -> str:
    """Return ``text``, cut with an ellipsis where it must be, so that it fits into ``width`` pixels."""
    if sans_width(text, size) <= width:
        return text
    room = width - sans_width("…", size)
    for place, used in enumerate(accumulate(map(_hundredths, text))):
        if used * size / 100 > room:
            return text[:place].rstrip() + "…"
    return text


def wrap_sans(text: str, width: float, size: float, most: int) -> list[str]:
    """Break ``text`` at blanks into at most ``most`` lines that fit into ``width`` pixels; the last one is cut.

    Args:
        text: the words.
        width: in pixels.
        size: of the font, in pixels.
        most: how many lines.
    """
    lines = [""]
    words = split_words(text)
    while words and len(lines) <= most:
        longer = f"{lines[-1]} {words[0]}".strip()
        if sans_width(longer, size) <= width:
            lines[-1] = longer
            words.pop(0)
        elif not lines[-1]:
            lines[-1] = fit_sans(words.pop(0), width, size)
        elif len(lines) == most:
            lines[-1] = fit_sans(f"{lines[-1]} {' '.join(words)}", width, size)
            break
        else:
            lines.append("")
    return lines
