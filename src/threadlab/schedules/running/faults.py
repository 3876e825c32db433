"""Whose exception is it: the program's, or a bug of this package that came up while the program ran?

Nearly every operation of a program is performed by a function of this package, so most of a program's own exceptions
are raised there too: ``None.append`` by the ``getattr`` of a hook, ``Empty`` by a controlled queue. They are told from
ours by what raised them, which the last entry of the traceback says to the expression in our text:

- In rooms that perform nothing for the program (``running``, ``searching``, ``instrumenting`` ...) all are ours.
- Elsewhere those are ours that no value of the program can be the cause of: an ``assert`` that does not hold, a name
  that is not bound, an attribute that the text of this package asks for and that is not there, an entry that is missing
  from a hook's own table, a call of one of our functions that does not fit it.

What is left is taken for the program's: a wrong value that one of our functions goes on with may fail in an operation
that might be the program's as well.
"""

from __future__ import annotations

import ast
import linecache
import os
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any

ALL_DIGITS = "needs all digits of a random number, and these cannot all be tried"
ABSENT = "_tl_absent"  # the name of the class of what is not modelled: no program's own is called that
NOT_MODELLED = "hands something that is not modelled, or not known, to what takes no such thing"

_HOME = str(Path(__file__).parents[2]) + os.sep
_HOOKS = f"{_HOME}{os.path.join('schedules', 'hooks')}{os.sep}"
_SERVING = (_HOOKS, *(f"{_HOME}{os.path.join('schedules', room)}{os.sep}" for room in ("primitives", "library")))
_NOTHING: Any = object()


def is_fault(error: BaseException) -> bool:
    """Say whether an exception that came up in a program is for certain a bug of this package."""
    frame, at = _raised(error)
    if frame is None or not isinstance(error, Exception):
        return False
    file = frame.f_code.co_filename
    if not file.startswith(_HOME):
        return False
    return not file.startswith(_SERVING) or _cannot_be_the_programs(error, frame, at)


def unmodelled(error: BaseException) -> str:
    """Say what is not modelled if that is why an operation of Python's was refused something; "" if it is not."""
    if not isinstance(error, TypeError):
        return ""
    words = str(error)
    return ALL_DIGITS if "Drawn" in words else NOT_MODELLED if ABSENT in words else ""


def raised_at(error: BaseException) -> str:
    """Say where in this package an exception was raised, as "schedules/hooks/calls.py:12"; "" if it was elsewhere."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(_HOME):
            place = f"{Path(file.removeprefix(_HOME)).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def said(error: BaseException) -> str:
    """Say what failed and where in this package; the words of the error may quote a hidden test, so not they."""
    place = raised_at(error)
    return f"a fault of the grader: {type(error).__name__}{f' at {place}' if place else ''}"


def _raised(error: BaseException) -> tuple[FrameType | None, int]:
    trace = error.__traceback__
    if trace is None:
        return None, 0
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame, trace.tb_lasti


def _cannot_be_the_programs(error: Exception, frame: FrameType, at: int) -> bool:
    if not isinstance(error, AssertionError | NameError | AttributeError | LookupError | TypeError):
        return False
    code = frame.f_code
    text = _text(code.co_filename)
    place = _place(code, at)
    if isinstance(error, AssertionError):
        return text.asserts(place)
    match error, text.at(place):
        case NameError(), ast.Name():
            return True
        case AttributeError(), ast.Attribute() as asked:
            return code.co_filename.startswith(_HOOKS) or _is_ours(error.obj, error.name) or _missing(error, asked)
        case LookupError(), ast.Subscript() as entry:
            return code.co_filename.startswith(_HOOKS) and _root(entry.value) == "self"
        case TypeError(), ast.Call(func, args, keywords):
            given_by_the_program = any(isinstance(arg, ast.Starred) for arg in args) or not all(k.arg for k in keywords)
            return not given_by_the_program and _written_here(_value(func, frame))
    return False


def _is_ours(thing: object, name: str | None) -> bool:
    """Whether an object's class is written in this package and no program can have changed what it offers."""
    cls = type(thing)
    return (name or "").startswith("_tl_") or cls.__module__.partition(".")[0] == "threadlab"


def _missing(error: AttributeError, asked: ast.Attribute) -> bool:
    """Whether ``self`` keeps None where something of ours should be: a program's None comes as an argument."""
    return error.name is not None and error.obj is None and _root(asked.value) == "self"


CodePosition = tuple[
    int | None, int | None, int | None, int | None
]  # first line, last line, first column, column after it


def _place(code: CodeType, at: int) -> CodePosition:
    """Return the part of the text that an instruction was made of."""
    return next(islice(code.co_positions(), at // 2, None), (None, None, None, None))


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands where in one of our files."""

    expressions: dict[CodePosition, ast.expr] = field(default_factory=dict)
    ends: dict[tuple[int | None, int | None], ast.expr] = field(default_factory=dict)
    assertions: list[ast.Assert] = field(default_factory=list)

    def at(self, place: CodePosition) -> ast.expr | None:
        """Return the expression at a place; of a chain over several lines Python tells only where it ends."""
        return self.expressions.get(place) or self.ends.get((place[1], place[3]))

    def asserts(self, place: CodePosition) -> bool:
        """Say whether a place is an ``assert``, or lies in one."""
        first, last = place[:2]
        return (
            first is not None
            and last is not None
            and any(each.lineno <= first and last <= (each.end_lineno or 0) for each in self.assertions)
        )


@cache
def _text(file: str) -> _Text:
    """Read one of our files; where its text is not there, nothing is known of it."""
    text = _Text()
    for node in ast.walk(ast.parse("".join(linecache.getlines(file)))):
        if isinstance(node, ast.Assert):
            text.assertions.append(node)
        elif isinstance(node, ast.expr):
            text.expressions[node.lineno, node.end_lineno, node.col_offset, node.end_col_offset] = node
            if isinstance(node, ast.Attribute | ast.Call):
                text.ends[node.end_lineno, node.end_col_offset] = node
    return text


def _root(expression: ast.expr) -> str:
    """Return the name that an expression begins with: of ``self._sites``, "self"; "" if it is not of that sort."""
    while isinstance(expression, ast.Attribute):
        expression = expression.value
    return expression.id if isinstance(expression, ast.Name) else ""


def _value(expression: ast.expr, frame: FrameType) -> object:
    """Look up a name with attributes, running nothing."""
    if isinstance(expression, ast.Name):
        return frame.f_locals.get(expression.id, frame.f_globals.get(expression.id, _NOTHING))
    if not isinstance(expression, ast.Attribute):
        return _NOTHING
    thing = _value(expression.value, frame)
    kept = getattr(thing, "__dict__", {})
    found = kept.get(expression.attr, getattr(type(thing), expression.attr, _NOTHING))
    return _NOTHING if isinstance(found, property) else found


def _written_here(function: object) -> bool:
    if isinstance(function, MethodType):
        function = function.__func__
    return isinstance(function, FunctionType) and function.__code__.co_filename.startswith(_HOME)
