"""The colours of every picture and page: dark ink on light card, each pair at least 4.5 to 1 (WCAG AA).

No meaning is carried by a colour alone: a lane has a heading, a lock bar its name, the harmful step a
cross and words.
"""

from __future__ import annotations

from typing import NamedTuple


class Tint(NamedTuple):
    """One thread's colours: ``ink`` for its line, its heading and its borders, ``paper`` for its boxes."""

    ink: str
    paper: str


CARD = "#ffffff"
EDGE = "#c3cad1"
TEXT = "#1b1f24"
QUIET = "#4d5660"

HARM = Tint("#a8071a", "#fff1f0")
GOOD = Tint("#14532d", "#eaf7ee")
OPEN = Tint("#6b4200", "#fff7e0")
LOCK = Tint("#6b4200", "#fff3cf")
TABLE = "#f3f5f7"

_MAIN = Tint("#37424e", "#eef1f4")
_STARTED = (
    Tint("#0b57a4", "#e8f2fc"),
    Tint("#6a1b9a", "#f5eafa"),
    Tint("#1b5e20", "#e9f5ea"),
    Tint("#00595e", "#e2f4f5"),
    Tint("#7a3e00", "#fbf0e2"),
    Tint("#8a1258", "#fbe9f3"),
)


def tint(thread: str) -> Tint:
    """Return the colours of a thread named "main", "A", "B" ...; the same thread always has the same ones."""
    if thread == "main":
        return _MAIN
    return _STARTED[
        sum(map(ord, thread)) % len(_STARTED) if len(thread) != 1 else (ord(thread) - ord("A")) % len(_STARTED)
    ]
