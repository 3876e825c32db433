"""The lines of a program as a story quotes them."""

from __future__ import annotations

from collections.abc import Mapping

from threadlab.schedules.result import Failure
from threadlab.schedules.text import TEST
from threadlab.story.text.sanitize import cut, visible

LINE = 300  # columns of a source line that are kept


def labelled(cell: str, line: int, source: str, *, several: bool) -> str:
    """Write a line with its number, and with its cell where that must be said.

    Args:
        cell: the text that the line stands in.
        line: its number there.
        source: the line itself, "" if it is not known.
        several: whether lines of several cells are shown.
    """
    where = " of the check" if cell == TEST else f" of {visible(cell)}" if several else ""
    if not source:
        return f"line {line}{where}"
    return f"line {line}{where}: {visible(source)}" if where else f"{line}: {visible(source)}"


class Labels:
    """Writes a line with its number, and with its cell where there are several."""

    def __init__(self, failure: Failure, texts: Mapping[str, str]) -> None:
        places = [(step.cell, step.line, step.source) for step in failure.steps]
        places += [(blocked.cell, blocked.line, blocked.source) for blocked in failure.blocked]
        self._several = len({cell for cell, line, _ in places if line and cell != TEST}) > 1
        self._texts = texts
        self._sources = {(cell, line): source for cell, line, source in places if source}

    def __call__(self, cell: str, line: int, source: str) -> str:
        """Write a line: "8: value += 1", "line 9 of the check: thread.join()"; "" where there is none."""
        return cut(labelled(cell, line, source, several=self._several), LINE) if line else ""

    def at(self, cell: str, line: int) -> str:
        """Write a line whose text is known only if a step stands in it."""
        lines = self._texts.get(cell, "").splitlines()
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        return self(cell, line, self._sources.get((cell, line), text))
