"""The second wall: what judges is out of reach of what is judged, though both are in one interpreter.

The first wall is the language policy, the last one the operating system. Should a program find a hole in the policy (a
library function that evaluates a text, or that binds names in some loaded module), then this one keeps it from a point
that it did not earn, in four ways, none of which relies on the policy:

- *Out of reach.* The modules that judge are in no table of modules any more, and in the place of each other module
  there is a copy. Whatever is bound in a module that can be named binds nothing that judges, nor a name that it uses.
- *Heard.* Python's audit events tell of every text that is about to be run, of every piece of code that is made or put
  into a function, and of what looks through the memory. What does not come from one of the few places of this package
  and the library that have to do so, and with harmless names only, ends the worker before it has begun. A hook of this
  kind cannot be taken off.
- *Sealed.* What the names of the judging code and of Python's built-in functions stood for before, they must stand for
  when the report is made, down to the code of each function. Else there is no report.
- *Signed.* A report counts only with the word that came along with the request (see ``keeper``).

What this cannot do: a program that runs machine code of its own, by a bug of the interpreter, may write anything
anywhere in its process, and could put back what it changed. Then the operating system's wall is what is left: it keeps
such a program from everybody else's work, but not from a report in its own name.
"""

from __future__ import annotations

import builtins
import collections
import dataclasses
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from operator import is_
from types import CellType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from threadlab.grading.worker.exit_reason import TAMPERED
from threadlab.schedules import plain_run, program
from threadlab.schedules.instrumenting.instrument import names_in
from threadlab.schedules.instrumenting.policy import refused_name
from threadlab.schedules.library import texts

JUDGING = ("threadlab", "greenlet")
# Who has to run a text that was compiled, while a program is judged.
_RUNNING = (plain_run, program, texts)
# Who writes code for a program, from names that the program has given.
_WRITING = (dataclasses, collections.namedtuple)
_MADE_UP = ("__dataclass_", "__create_fn__")  # how names begin that they give to what a program cannot name
_NEEDED = frozenset({"NotImplemented", "hash", "object", "super", "tuple", "type"})  # built-in names that they use

_RUN, _SETTING = "exec", ("object.__setattr__", "object.__delattr__")
_FORBIDDEN = frozenset(
    {
        *("code.__new__", "function.__new__", "marshal.load", "marshal.loads", "pickle.find_class"),
        *("gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys._current_frames", "sys._current_exceptions"),
        *("sys.setprofile", "sys.settrace", "sys.addaudithook", "sys.monitoring.register_callback", "mmap.__new__"),
        *("ctypes.dlopen", "ctypes.dlsym", "ctypes.dlsym/handle", "ctypes.call_function", "ctypes.cdata"),
        *("ctypes.cdata/buffer", "ctypes.addressof", "ctypes.string_at", "ctypes.wstring_at", "ctypes.set_errno"),
        *("ctypes.PyObj_FromPtr", "cpython.run_command", "cpython.run_file", "cpython.run_interactivehook"),
        *("_posixsubprocess.fork_exec", "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn"),
        *("os.spawn", "os.system"),
    }
)
_WATCHED = dict.fromkeys(_FORBIDDEN, False) | dict.fromkeys((_RUN, *_SETTING), True)
"""Whether an event may be all right, if it comes from the right place."""


class Wall:
    """The wall around what this process has loaded to judge with.

    Made when all is imported, and before a submission is read. ``begin`` is called in the process that judges one.

    Args:
        namespaces: what else a program must not have changed: the modules that are made for programs, say.
    """

    def __init__(self, namespaces: Iterable[dict[str, Any]] = ()) -> None:
        self._running = frozenset(_codes(_RUNNING))
        self._writing = frozenset(_codes(_WRITING))
        self._seal = _Seal([*namespaces, *map(vars, _judging())])
        _put_out_of_reach()

    def begin(self, end: Callable[[int], object] = os._exit) -> None:
        """Listen from now on, for as long as this process lives, to what must not happen, and end the process then."""
        allowed, refused = self._allowed, TAMPERED

        def listen(
            event: str,
            arguments: tuple[Any, ...],
            kind: Callable[[str], bool | None] = _WATCHED.get,
            frame: Any = sys._getframe,
        ) -> None:
            asked = kind(event)  # most events are of no interest, and there are many
            if asked is not None and not (asked and allowed(event, frame(1).f_code, arguments)):
                end(refused)

        sys.addaudithook(listen)

    def stands(self) -> bool:
        """Say whether all that judges is what it was."""
        return self._seal.holds()

    def _allowed(self, event: str, by: CodeType, arguments: tuple[Any, ...]) -> bool:
        if event == _RUN:
            return by in self._running or (by in self._writing and _is_harmless(arguments[0]))
        return by in self._writing or not isinstance(arguments[0], FunctionType)


class _Seal:
    """What every name of some namespaces stands for, and of what is found there: classes, functions, their parts."""

    def __init__(self, namespaces: Iterable[dict[str, Any]]) -> None:
        self._tables: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
        self._functions: list[tuple[FunctionType, tuple[Any, ...]]] = []
        self._cells: list[tuple[CellType, Any]] = []
        self._classes: list[tuple[type, tuple[type, ...]]] = []
        self._seen: set[int] = set()
        for namespace in namespaces:
            self._add(namespace)

    def holds(self) -> bool:
        """Say whether nothing is bound to anything else than before, or to something new."""
        return (
            all(_same(table, before) for table, before in self._tables)
            and all(all(map(is_, _parts(function), before)) for function, before in self._functions)
            and all(cell.cell_contents is before for cell, before in self._cells)
            and all(cls.__bases__ == before for cls, before in self._classes)
        )

    def _add(self, table: Mapping[str, Any]) -> None:
        self._tables.append((table, dict(table)))
        for name, value in list(table.items()):
            self._look_into(value)
            # What is written in capitals is not meant to change either.
            if isinstance(value, dict) and str(name).isupper() and id(value) not in self._seen:
                self._seen.add(id(value))
                self._add(value)

    def _look_into(self, thing: Any) -> None:
        if isinstance(thing, staticmethod | classmethod | MethodType):
            thing = thing.__func__
        if (wrapped := getattr(thing, "__wrapped__", None)) is not None:  # it has a cache, or is around another
            self._look_into(wrapped)
        if id(thing) in self._seen:
            return
        self._seen.add(id(thing))
        if isinstance(thing, FunctionType):
            self._add_function(thing)
        elif isinstance(thing, property):
            for part in (thing.fget, thing.fset, thing.fdel):
                self._look_into(part)
        elif isinstance(thing, type) and thing.__module__.partition(".")[0] in JUDGING:
            self._classes.append((thing, thing.__bases__))
            self._add(vars(thing))

    def _add_function(self, function: FunctionType) -> None:
        self._functions.append((function, _parts(function)))
        if function.__kwdefaults__:
            self._add(function.__kwdefaults__)
        for cell in function.__closure__ or ():
            with suppress(ValueError):  # one that is empty
                self._cells.append((cell, cell.cell_contents))
                self._look_into(cell.cell_contents)


def _parts(function: FunctionType) -> tuple[Any, ...]:
    return function.__code__, function.__defaults__, function.__kwdefaults__, function.__closure__


def _same(table: Mapping[str, Any], before: dict[str, Any]) -> bool:
    """Say whether a table has the same names for the very same things; nothing is asked of the things themselves."""
    return table.keys() == before.keys() and all(map(is_, table.values(), before.values()))


def _judging() -> Iterator[ModuleType]:
    """List the modules that judge, and the one that has Python's built-in functions."""
    yield builtins
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in JUDGING and isinstance(module, ModuleType):
            yield module


def _put_out_of_reach() -> None:
    """Take the judging modules out of the table of modules, and leave copies of all others in it."""
    copies: dict[int, ModuleType] = {}
    originals: list[ModuleType] = []
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in JUDGING or name == "__main__":
            del sys.modules[name]
        elif type(module) is ModuleType:
            copies[id(module)] = sys.modules[name] = ModuleType(name)
            originals.append(module)
    for module in originals:
        contents = {name: copies.get(id(value), value) for name, value in vars(module).items()}
        vars(copies[id(module)]).update(contents)
    sys.modules["__main__"] = ModuleType("__main__")


def _codes(places: Iterable[Any]) -> Iterator[CodeType]:
    """Give the code of functions, and of all functions and methods that a module has."""
    for place in places:
        if isinstance(place, FunctionType):
            yield place.__code__
            continue
        found = [getattr(each, "__wrapped__", each) for each in vars(place).values()]
        found += [member for each in found if isinstance(each, type) for member in vars(each).values()]
        for each in found:
            if isinstance(each, FunctionType) and each.__module__ == place.__name__:
                yield from _and_inside(each.__code__)


def _and_inside(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _and_inside(constant)


def _is_harmless(code: object) -> bool:
    """Say whether code that was written for a program uses no name that leads out of its methods."""
    if not isinstance(code, CodeType):
        return False
    names = {name for name in names_in(code) if not name.startswith(_MADE_UP)}
    return not any(refused_name(name) for name in names) and not names & (vars(builtins).keys() - _NEEDED)
