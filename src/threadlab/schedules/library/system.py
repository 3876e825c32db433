"""``sys`` as programs see it: the output streams, the exception being handled, what is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.library.streams import Stream
from threadlab.schedules.library.tracebacks import Trace, told, write_to
from threadlab.schedules.primitives.module_variables import get_variable

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


def contents(hooks: Hooks) -> dict[str, Any]:
    """Return what ``sys`` holds."""

    def exc_info() -> tuple[Any, Any, Any]:
        error = sys.exception()
        return (None, None, None) if error is None else (type(error), error, Trace.of(error))

    def leave(status: Any = None, /) -> NoReturn:
        raise SystemExit(status)

    def excepthook(_kind: Any, error: BaseException, _trace: Any, /) -> None:
        write_to(hooks, None, "".join(told(error)))

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
