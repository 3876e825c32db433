"""The texts of a program, and where in them a frame or a traceback stands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType, TracebackType

TEST = "test"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of one of the program's texts. ``line`` is 0 where there is none."""

    cell: str = ""
    line: int = 0
    source: str = ""
    function: str = ""

    def __str__(self) -> str:
        return f"{self.cell}:{self.line}" if self.line else ""


NOWHERE = Place()
MAKES = ("<module>", "__init__")  # what runs while a module, or an object, is being made
INLINED = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})  # what is no function any more since Python 3.12


def _function(frame: FrameType) -> str:
    """Name the function that a frame belongs to, as Python 3.12 sees it."""
    while frame.f_code.co_name in INLINED and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_name


Calls = tuple[tuple[str, str], ...]
"""Functions of a program's texts, each by the file name of its text and by its own name."""


def _called(frame: FrameType) -> tuple[str, str]:
    return frame.f_code.co_filename, frame.f_code.co_name


class Text:
    """The cells of a program, each compiled under the file name ``<name>``."""

    def __init__(self, cells: Sequence[tuple[str, str]]) -> None:
        self._cells = {f"<{name}>": (name, text.splitlines()) for name, text in cells}
        self._standins: set[str] = set()

    def add(self, name: str, text: str) -> None:
        """Hear of another text of the program; to hear of it again is harmless."""
        self._cells.setdefault(f"<{name}>", (name, text.splitlines()))

    def add_standin(self, name: str) -> None:
        """Hear of a module that is run and is not the program's: who calls it stands where it is called."""
        self._standins.add(f"<{name}>")

    def place(self, frame: FrameType | None) -> Place:
        """Return the innermost place of a stack that lies in the program's own text."""
        while frame is not None:
            code = frame.f_code
            cell = self._cells.get(code.co_filename)
            if cell is not None:
                return self._at(cell, frame.f_lineno, _function(frame))
            if code.co_filename in self._standins and code.co_name in MAKES:
                return Place(TEST)  # nobody's business, as what a hidden test does
            frame = frame.f_back
        return NOWHERE

    def at(self, frame: FrameType, line: int) -> Place:
        """Return the place of a frame at a line if it is the program's own; a test's is nobody's business."""
        cell = self._cells.get(frame.f_code.co_filename)
        return NOWHERE if cell is None or cell[0] == TEST else self._at(cell, line, _function(frame))

    def calls(self, frame: FrameType | None) -> Calls:
        """Return the functions of the program that a stack consists of, from the outermost to the innermost."""
        found = []
        while frame is not None:
            if self._has(frame):
                found.append(_called(frame))
            frame = frame.f_back
        return tuple(reversed(found))

    def ended(self, traceback: TracebackType | None) -> Calls:
        """Return the functions that an exception has left; who deals with it, where it begins, is none of them."""
        found = []
        while traceback is not None:
            traceback = traceback.tb_next
            if traceback is not None and self._has(traceback.tb_frame):
                found.append(_called(traceback.tb_frame))
        return tuple(found)

    def _has(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename in self._cells and frame.f_code.co_name not in INLINED

    def here(self) -> str:
        """Return the place of the code that runs now, as "answer:12"."""
        return str(self.place(sys._getframe(1)))

    def raised(self, traceback: TracebackType | None) -> Place:
        """Return where an exception came from: the innermost place in the program, an answer's before the test's."""
        found = NOWHERE
        function = ""
        while traceback is not None:
            code = traceback.tb_frame.f_code
            cell = self._cells.get(code.co_filename)
            if cell is not None and code.co_name not in INLINED:
                function = code.co_name
            if cell is not None and (cell[0] != TEST or found.cell in ("", TEST)):
                found = self._at(cell, traceback.tb_lineno, function)
            traceback = traceback.tb_next
        return found

    @staticmethod
    def _at(cell: tuple[str, list[str]], line: int, function: str) -> Place:
        name, lines = cell
        source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        return Place(name, line, source, "" if function == "<module>" else function)
