"""Whose exception is it: the program's, or a bug of this package that came up while the program ran?

Nearly every operation of a program is performed by a function of this package, so most of a program's own exceptions
are raised there too: ``None.append`` by the ``getattr`` of a hook, ``Empty`` by a controlled queue. They are told from
ours by what raised them, which the last entry of the traceback says to the instruction:

- In rooms that perform nothing for the program (``running``, ``searching``, ``instrumenting`` ...) all are ours.
- Elsewhere those are ours that no value of the program can be the cause of: an ``assert`` that does not hold, a name
  that is not bound, an attribute that the text of this package asks for and that is not there, an entry that is missing
  from a hook's own table, a call of one of our functions that does not fit it.

What is left is taken for the program's: a wrong value that one of our functions goes on with may fail in an operation
that might be the program's as well.
"""

from __future__ import annotations

import dis
import os
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, MethodType
from typing import Any

_HOME = str(Path(__file__).parents[2]) + os.sep
_HOOKS = f"{_HOME}{os.path.join('schedules', 'hooks')}{os.sep}"
_SERVING = (_HOOKS, *(f"{_HOME}{os.path.join('schedules', room)}{os.sep}" for room in ("primitives", "library")))
_ATTRIBUTES = frozenset({"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR", "STORE_ATTR", "DELETE_ATTR"})
_ENTRIES = frozenset({"BINARY_SUBSCR", "STORE_SUBSCR", "DELETE_SUBSCR"})
_CALLS = frozenset({"CALL", "CALL_KW"})  # with the arguments that are written there, not with those of the program
_ROOTS = frozenset({"LOAD_FAST", "LOAD_DEREF", "LOAD_GLOBAL"})
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


def place_of(error: BaseException) -> str:
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
    place = place_of(error)
    return f"a fault of the grader: {type(error).__name__}{f' at {place}' if place else ''}"


def _raised(error: BaseException) -> tuple[FrameType | None, int]:
    trace = error.__traceback__
    if trace is None:
        return None, 0
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame, trace.tb_lasti


def _cannot_be_the_programs(error: Exception, frame: FrameType, at: int) -> bool:
    code = frame.f_code
    name = dis.opname[code.co_code[at]]
    if name == "RAISE_VARARGS":  # on purpose, but by an assert
        return isinstance(error, AssertionError) and _asserted(code, at)
    if isinstance(error, NameError):
        return name.startswith("LOAD_")
    if isinstance(error, AttributeError) and name in _ATTRIBUTES:
        return code.co_filename.startswith(_HOOKS) or _is_ours(error.obj, error.name) or _missing(error, frame, at)
    if isinstance(error, LookupError) and name in _ENTRIES and code.co_filename.startswith(_HOOKS):
        return _operand(code, at).root == "self"
    if isinstance(error, TypeError) and name in _CALLS:
        return _written_here(_operand(code, at).value(frame))
    return False


def _asserted(code: CodeType, at: int) -> bool:
    """Whether a ``raise`` is that of an ``assert``, which makes its exception without looking up the class's name."""
    made = ""
    for each in dis.get_instructions(code):
        if each.offset >= at:
            break
        if each.opname == "LOAD_ASSERTION_ERROR" or each.argval == "AssertionError":
            made = each.opname
    return made == "LOAD_ASSERTION_ERROR"


def _is_ours(thing: object, name: str | None) -> bool:
    """Whether an object's class is written in this package and no program can have changed what it offers."""
    cls = type(thing)
    return (name or "").startswith("_tl_") or cls.__module__.partition(".")[0] == "threadlab"


def _missing(error: AttributeError, frame: FrameType, at: int) -> bool:
    """Whether ``self`` keeps None where something of ours should be: a program's None comes as an argument."""
    return error.name is not None and error.obj is None and _operand(frame.f_code, at).root == "self"


@dataclass(frozen=True, slots=True)
class _Operand:
    """What an instruction works on, if that is a name with attributes: ``self._sites``; else no root."""

    root: str = ""
    attributes: tuple[str, ...] = ()

    def value(self, frame: FrameType) -> object:
        """Look it up, running nothing."""
        thing = frame.f_locals.get(self.root, frame.f_globals.get(self.root, _NOTHING))
        for name in self.attributes:
            kept = getattr(thing, "__dict__", {})
            found = kept.get(name, getattr(type(thing), name, _NOTHING))
            if isinstance(found, property):
                return _NOTHING
            thing = found
        return thing


def _operand(code: CodeType, at: int) -> _Operand:
    """Find the leftmost operand of an instruction: by its place in the text, which is where the whole begins."""
    instructions = list(dis.get_instructions(code))
    last = next(index for index, each in enumerate(instructions) if each.offset == at)
    whole = instructions[last].positions
    root, attributes = "", list[str]()
    for each in instructions[:last]:
        place = each.positions
        if whole is None or place is None or (place.lineno, place.col_offset) != (whole.lineno, whole.col_offset):
            continue
        if each.opname in _ROOTS:
            root, attributes = str(each.argval), []
        elif each.opname in _ATTRIBUTES:
            attributes.append(str(each.argval))
        elif each.opname not in ("PUSH_NULL", "CACHE", "PRECALL", "KW_NAMES"):
            root = ""
    return _Operand(root, tuple(attributes))


def _written_here(function: object) -> bool:
    if isinstance(function, MethodType):
        function = function.__func__
    return isinstance(function, FunctionType) and function.__code__.co_filename.startswith(_HOME)
