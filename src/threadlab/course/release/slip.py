"""One slip of an author's that would cost a class: where it is, what it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in a notebook of ``source/`` with which no release is built.

    ``cell`` is the grade id or the id of the cell, "" if it is about the whole file. ``story`` tells at length what a
    check found.
    """

    file: Path
    cell: str
    what: str
    advice: str
    story: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, cell {self.cell}" if self.cell else str(self.file)
        told = "".join(f"\n    {line}".rstrip() for line in self.story.strip().splitlines())
        return f"{place}: {self.what}. {self.advice}{told}"
