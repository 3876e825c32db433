"""``sys`` as programs see it: the output streams, the exception being handled, what is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.library.tracebacks import OpaqueTraceback, traceback_text, write_to
from threadlab.schedules.primitives.module_variables import get_variable
from threadlab.schedules.running.recording.words import without_addresses

SAME_EVERYWHERE = (
    "byteorder",
    "float_info",
    "hash_info",
    "hexversion",
    "int_info",
    "maxsize",
    "maxunicode",
    "version_info",
)


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
        """Write a text, in one step.

        Raises:
            TypeError: it is no text.
        """
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


def contents(hooks: Hooks) -> dict[str, Any]:
    """Return what ``sys`` holds."""

    def exc_info() -> tuple[Any, Any, Any]:
        error = sys.exception()
        return (None, None, None) if error is None else (type(error), error, OpaqueTraceback.of(error))

    def leave(status: Any = None, /) -> NoReturn:
        raise SystemExit(status)

    def excepthook(_kind: Any, error: BaseException, _trace: Any, /) -> None:
        write_to(hooks, None, "".join(traceback_text(error)))

    return {
        **{name: getattr(sys, name) for name in SAME_EVERYWHERE},
        "argv": ["answer"],
        "copyright": sys.copyright,
        "exc_info": exc_info,
        "exception": sys.exception,
        "exit": leave,
        "getdefaultencoding": lambda: "utf-8",
        "getrecursionlimit": sys.getrecursionlimit,
        "getswitchinterval": lambda: 0.005,
        "intern": lambda text, /: sys.intern(text),
        "setswitchinterval": lambda _seconds, /: None,  # every order is tried anyway
        "version": sys.version,
        "__excepthook__": excepthook,
        "__stdout__": Stream("stdout", hooks.world.output),
        "__stderr__": Stream("stderr", hooks.world.error_output),
    }


def variables(hooks: Hooks, made: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Return how to read what a program may set in ``sys``."""

    def reader(name: str) -> Callable[[], Any]:
        return lambda: get_variable(hooks.world, "sys", name, made[f"__{name}__"])

    return {name: reader(name) for name in ("stdout", "stderr", "excepthook")}
