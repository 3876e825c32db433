"""``traceback``, and what stands for a traceback: the program's own lines, and nothing that leads to a frame."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, NamedTuple

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.primitives.module_variables import get_variable
from threadlab.schedules.running.world import active_world
from threadlab.schedules.text import Place

HEAD = "Traceback (most recent call last):\n"
CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_NOT_GIVEN: Any = object()


class TracebackLine(NamedTuple):
    """A line of a traceback, as ``traceback.extract_tb`` gives it."""

    filename: str
    lineno: int
    name: str
    line: str


class OpaqueTraceback:
    """Stands for a traceback: it can be passed on and printed, and nothing else."""

    _tl_visible: frozenset[str] = frozenset()
    __slots__ = ("_traceback",)

    def __init__(self, raw: TracebackType) -> None:
        self._traceback = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpaqueTraceback) and self._traceback is other._traceback

    def __hash__(self) -> int:
        return id(self._traceback)

    @classmethod
    def of(cls, error: BaseException) -> OpaqueTraceback | None:
        """Return what stands for the traceback of an exception, None if it has none."""
        raw = BaseException.__dict__["__traceback__"].__get__(error)
        return None if raw is None else cls(raw)

    def _tl_lines(self) -> list[TracebackLine]:
        """Return the lines of the program that it leads through."""
        found: list[TracebackLine] = []
        raw: TracebackType | None = self._traceback
        while raw is not None:
            place = _place(raw.tb_frame, raw.tb_lineno)
            if place.line:
                found.append(TracebackLine(place.cell, place.line, place.function or "<module>", place.source))
            raw = raw.tb_next
        return found


def _place(frame: Any, line: int) -> Place:
    world = active_world()
    return Place() if world is None else world.text.at(frame, line)


def program_line(frame: Any) -> TracebackLine:
    """Return the innermost line of the program on a stack."""
    while frame is not None:
        place = _place(frame, frame.f_lineno)
        if place.line:
            return TracebackLine(place.cell, place.line, place.function or "<module>", place.source)
        frame = frame.f_back
    return TracebackLine("answer", 0, "<module>", "")


def raw_of(trace: Any) -> TracebackType | None:
    """Return the traceback behind what stands for it.

    Raises:
        TypeError: it stands for none.
    """
    if trace is None or isinstance(trace, TracebackType):
        return trace
    if isinstance(trace, OpaqueTraceback):
        return trace._traceback
    raise TypeError("__traceback__ must be a traceback or None")


def traceback_lines(trace: Any, limit: int | None = None) -> list[TracebackLine]:
    """Return the lines of a traceback, or of what stands for one."""
    raw = raw_of(trace)
    lines = [] if raw is None else OpaqueTraceback(raw)._tl_lines()
    if limit is None:
        return lines
    return lines[:limit] if limit >= 0 else lines[limit:]


def formatted_lines(lines: list[Any]) -> list[str]:
    """Return the text of each line of a traceback."""
    parts = []
    for file, line, function, source in lines:
        parts.append(f'  File "{file}", line {line}, in {function}\n' + (f"    {source}\n" if source else ""))
    return parts


def traceback_text(
    error: BaseException, trace: Any = None, limit: int | None = None, *, chain: bool = True
) -> list[str]:
    """Return the text of an exception, with what led to it.

    Args:
        error: the exception.
        trace: its traceback; None for its own.
        limit: how many lines of it at most; None for all.
        chain: whether what led to it is told first.
    """
    return list(_told(error, trace, limit, chain, set()))


def _told(error: BaseException, trace: Any, limit: int | None, chain: bool, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if chain and before is not None and id(before) not in seen:
        yield from _told(before, None, limit, chain, seen)
        yield CAUSE if error.__cause__ is not None else CONTEXT
    lines = traceback_lines(trace if trace is not None else OpaqueTraceback.of(error), limit)
    if lines:
        yield HEAD
        yield from formatted_lines(lines)
    yield from traceback.format_exception_only(type(error), error)


def write_to(hooks: Hooks, file: Any, words: str) -> None:
    """Write a text to a file, to ``sys.stderr`` as it is now if there is none given."""
    if file is None:
        file = get_variable(hooks.world, "sys", "stderr")
    if file is None:
        hooks.world.error_output(words)
    else:
        hooks.method(file, "write")(words)


def format_exception(
    exc: Any, /, value: Any = _NOT_GIVEN, tb: Any = _NOT_GIVEN, limit: Any = None, chain: bool = True
) -> list[str]:
    """Do as ``traceback.format_exception``, which takes an exception alone, or its class, itself and a traceback.

    Args:
        exc: the exception, or its class.
        value: the exception, if its class comes first.
        tb: its traceback, likewise.
        limit: how many lines of it at most.
        chain: whether what led to it is told first.

    Raises:
        ValueError: only one of the last two of these three is given.
        TypeError: what is given alone is no exception.
    """
    if (value is _NOT_GIVEN) != (tb is _NOT_GIVEN):
        raise ValueError("Both or neither of value and tb must be given")
    if value is _NOT_GIVEN:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        value, tb = exc, None
    return ["NoneType: None\n"] if value is None else traceback_text(_exception(value), tb, limit, chain=chain)


def _exception(value: Any) -> BaseException:
    if not isinstance(value, BaseException):
        raise AttributeError(f"{type(value).__name__!r} object has no attribute '__cause__'")
    return value


def format_exc(limit: Any = None, chain: bool = True) -> str:
    """Do as ``traceback.format_exc``: the exception that is being handled."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def format_exception_only(exc: Any, /, value: Any = _NOT_GIVEN) -> list[str]:
    """Do as ``traceback.format_exception_only``."""
    error = exc if value is _NOT_GIVEN else value
    return traceback.format_exception_only(None if error is None else _exception(error))


def extract_tb(tb: Any, limit: int | None = None) -> list[TracebackLine]:
    """Do as ``traceback.extract_tb``."""
    return traceback_lines(tb, limit)


def format_tb(tb: Any, limit: int | None = None) -> list[str]:
    """Do as ``traceback.format_tb``."""
    return formatted_lines(traceback_lines(tb, limit))


def extract_stack(_frame: Any = None, _limit: Any = None) -> list[TracebackLine]:
    """Do as ``traceback.extract_stack``: the lines of the program that are being run."""
    frame: FrameType | None = sys._getframe(1)
    lines: list[TracebackLine] = []
    while frame is not None:
        place = _place(frame, frame.f_lineno)
        if place.line:
            lines.append(TracebackLine(place.cell, place.line, place.function or "<module>", place.source))
        frame = frame.f_back
    return lines[::-1]


def contents(hooks: Hooks) -> dict[str, Any]:
    """Return what ``traceback`` holds."""

    def write(words: list[str], file: Any) -> None:
        write_to(hooks, file, "".join(words))

    return {
        "extract_stack": extract_stack,
        "extract_tb": extract_tb,
        "format_exc": format_exc,
        "format_exception": format_exception,
        "format_exception_only": format_exception_only,
        "format_list": formatted_lines,
        "format_stack": lambda _frame=None, _limit=None: formatted_lines(extract_stack()),
        "format_tb": format_tb,
        "print_exc": lambda limit=None, file=None, chain=True: write([format_exc(limit, chain)], file),
        "print_exception": lambda exc, /, value=_NOT_GIVEN, tb=_NOT_GIVEN, limit=None, file=None, chain=True: write(
            format_exception(exc, value, tb, limit, chain), file
        ),
        "print_list": lambda lines, file=None: write(formatted_lines(lines), file),
        "print_stack": lambda _frame=None, _limit=None, file=None: write(formatted_lines(extract_stack()), file),
        "print_tb": lambda tb, limit=None, file=None: write(format_tb(tb, limit), file),
    }


def with_traceback(error: BaseException, trace: Any) -> BaseException:
    """Do as the method of exceptions of that name."""
    return error.with_traceback(raw_of(trace))
