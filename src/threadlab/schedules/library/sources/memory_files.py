"""``io.StringIO``: a text that is written to and read from, each call one step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from threadlab.schedules.library.engine import is_closed, memory_file, one_step


class StringIO:
    __module__ = "io"
    _tl_in_c = True  # print() writes a whole line in one go

    def __init__(self, initial_value: str = "", newline: str = "\n") -> None:
        self._tl_file = memory_file(initial_value, newline)

    def write(self, text: str) -> Any:
        return one_step(self, "write", self._tl_file, "write", text)

    def writelines(self, lines: Any) -> None:
        if type(lines) in (list, tuple):
            lines = tuple(lines)
            if all(map(isinstance, lines, (str,) * len(lines))):  # then nobody comes in between
                one_step(self, "write", self._tl_file, "writelines", lines)
                return
        for line in lines:
            self.write(line)

    def getvalue(self) -> Any:
        return one_step(self, "read", self._tl_file, "getvalue")

    def read(self, size: Any = -1) -> Any:
        return one_step(self, "write", self._tl_file, "read", size)

    def readline(self, size: Any = -1) -> Any:
        return one_step(self, "write", self._tl_file, "readline", size)

    def readlines(self) -> Any:
        return one_step(self, "write", self._tl_file, "readlines")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.readline()
        if not line:
            raise StopIteration
        return str(line)

    def seek(self, place: int, whence: int = 0) -> Any:
        return one_step(self, "write", self._tl_file, "seek", place, whence)

    def tell(self) -> Any:
        return one_step(self, "read", self._tl_file, "tell")

    def truncate(self, size: Any = None) -> Any:
        return one_step(self, "write", self._tl_file, "truncate", size)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        one_step(self, "write", self._tl_file, "close")

    @property
    def closed(self) -> Any:
        return is_closed(self._tl_file)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: Any) -> None:
        self.close()
