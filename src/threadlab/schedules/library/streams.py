"""``sys.stdout`` and ``sys.stderr``, and files in memory: what is written to one is written in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from threadlab.schedules.running.record import without_addresses


class Stream:
    """One of the two streams of a program's output.

    Args:
        name: "stdout" or "stderr".
        write: where what is written goes.
    """

    _tl_visible = True
    _tl_one_step = True  # whatever is printed to it
    __slots__ = ("_write", "encoding", "errors", "name")

    def __init__(self, name: str, write: Callable[[str], None]) -> None:
        self._write = write
        self.name = f"<{name}>"
        self.encoding = "utf-8"
        self.errors = "strict"

    def write(self, text: str) -> int:
        """Write a text, in one step."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._write(without_addresses(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts, each in a step."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Do nothing: what is written is there at once."""

    def isatty(self) -> bool:
        """Say that nobody types there."""
        return False

    def readable(self) -> bool:
        """Say that nothing can be read from it."""
        return False

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def seekable(self) -> bool:
        """Say that it has no places to go to."""
        return False

    def __repr__(self) -> str:
        return f"<_io.TextIOWrapper name='{self.name}' mode='w' encoding='utf-8'>"
