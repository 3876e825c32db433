"""What the texts of the library need of the engine: steps that CPython makes in C, output, where the program stands."""

from __future__ import annotations

import functools
import io
import sys
from collections import _count_elements  # type: ignore[attr-defined]
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.core import READ, WRITE
from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.library.streams import Stream
from threadlab.schedules.library.tracebacks import program_line, told, write_to

if TYPE_CHECKING:
    from threadlab.schedules.hooks.table import Hooks

SOURCES = "threadlab.schedules.library.sources"
_running: list[Hooks] = []  # those of the one program that runs


def begin(hooks: Hooks) -> None:
    """Hear whose program runs from now on."""
    _running[:] = [hooks]


def refuse(reason: str) -> NoReturn:
    """Refuse what is not modelled."""
    raise refusal(reason)


def count_elements(counter: Any, elements: Any) -> None:
    """Count elements, as ``Counter.update`` does in one step."""
    _running[0].changing(_count_elements)(counter, elements)


def one_step(owner: Any, action: Action, function: Callable[..., Any], *args: Any) -> Any:
    """Call what reads ("read") or changes ("write") all of an object, in one step."""
    hooks = _running[0]
    hooks.touch(action, ((hooks.key(owner), READ if action == "read" else WRITE),), hooks.describe(owner))
    return hooks.noted(function(*args))


def references(thing: Any) -> int:
    """Count the references to an object: in CPython one that nobody refers to is gone at once."""
    return sys.getrefcount(thing) - (_running[0].world.has_number(thing) if _running else 0)


def memory_file(text: str, newline: str) -> io.StringIO:
    """Return what keeps a text that is written to."""
    return io.StringIO(text, newline)


def write_errors(text: str) -> None:
    """Write to ``sys.stderr``, as it is now."""
    write_to(_running[0], None, text)


def is_stream(file: Any) -> bool:
    """Whether a file is one of the program's own two output streams."""
    return isinstance(file, Stream)


def current_line() -> tuple[str, int, str]:
    """Return where the program stands: the cell, the line and the function."""
    line = program_line(sys._getframe())
    return line.filename, line.lineno, line.name


def current_error() -> BaseException | None:
    """Return the exception that is being handled."""
    return sys.exception()


def described(error: BaseException | None) -> str:
    """Return the text of an exception with its traceback."""
    return "NoneType: None\n" if error is None else "".join(told(error))


def text(source: str) -> Mapping[str, Any]:
    """Return what another text of the library defines; where no program runs, they are modules as others are."""
    return _running[0].text(source) if _running else vars(import_module(f"{SOURCES}.{source}"))


def find_implementation(cls: type, registry: dict[Any, Any]) -> Any:
    """Find the function for a class, as ``functools.singledispatch`` does, in one step."""
    hooks = _running[0]
    hooks.touch("read", ((hooks.key(registry), READ),), "the functions of singledispatch")
    return functools._find_impl(cls, registry)  # type: ignore[attr-defined]


def class_named(text: str) -> Any:
    """Return what the program calls so: an annotation that is a text is not evaluated."""
    if not text.isidentifier():
        refuse("uses singledispatch with an annotation that is a text")
    hooks = _running[0]
    return hooks.read_global(text)


def look_alike(wrapper: Any, wrapped: Any) -> None:
    """Give a function the name and the documentation of another."""
    for name in ("__name__", "__qualname__", "__doc__"):
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
