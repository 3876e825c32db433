"""What the texts of the library need of the engine: steps that CPython makes in C, output, where the program stands."""

from __future__ import annotations

import copy
import dataclasses
import enum
import functools
import io
import json
import sys
from collections import _count_elements  # type: ignore[attr-defined]
from collections.abc import Callable, Mapping
from importlib import import_module
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.attributes import checked
from threadlab.schedules.hooks.core import READ, SCALARS, WRITE, attributes_of
from threadlab.schedules.instrumenting.policy import is_engines, is_stand_in, refusal
from threadlab.schedules.library.system import Stream
from threadlab.schedules.library.tracebacks import program_line, traceback_text, write_to
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.for_tests.recorder import printed_text
from threadlab.schedules.running.operation import Found, Key, Mode

if TYPE_CHECKING:
    from threadlab.schedules.hooks.table import Hooks

SOURCES = "threadlab.schedules.library.sources"
__all__ = ["printed_text"]  # the texts take it from here
_running: list[Hooks] = []  # those of the one program that runs


def begin(hooks: Hooks) -> None:
    """Hear whose program runs from now on."""
    _running[:] = [hooks]


def refuse(reason: str) -> NoReturn:
    """Refuse what is not modelled.

    Raises:
        Unmodelled: always.
    """
    raise refusal(reason)


def refusing(reason: str) -> Any:
    """Return what refuses whoever uses it, for that reason."""
    return _running[0].absent(reason)


def is_library(owner: Any) -> bool:
    """Whether a thing is a module that is not the program's."""
    return type(owner) is ModuleType


def module_named(name: str) -> Any:
    """Return what the program gets when it imports a module."""
    return _running[0].namespace["__builtins__"]["__import__"](name, None, None, ("__name__",))


def count_elements(counter: Any, elements: Any) -> None:
    """Count elements, as ``Counter.update`` does in one step."""
    _running[0].changing(_count_elements)(counter, elements)


def one_step(owner: Any, action: Action, kept: Any, name: str, *args: Any) -> Any:
    """Call a method of what an object keeps, in one step.

    Args:
        owner: the object.
        action: whether the method reads ("read") or changes ("write") all of it.
        kept: what the object keeps.
        name: the method's name.
        args: its arguments.
    """
    hooks = _running[0]
    hooks.touch(action, ((hooks.key(owner), READ if action == "read" else WRITE),), hooks.describe(owner))
    return hooks.noted(getattr(kept, name)(*args))


def is_closed(file: io.StringIO) -> bool:
    """Whether a file is closed."""
    return file.closed


def references(thing: Any) -> int:
    """Count the references to an object: in CPython one that nobody refers to is gone at once."""
    if not _running:
        return sys.getrefcount(thing)
    hooks = _running[0]
    gone = sum(  # containers that only we still have
        sum(part is thing for part in _parts(hooks, each))
        for each in hooks.world.numbers.kept
        if sys.getrefcount(each) <= _KEPT
    )
    return sys.getrefcount(thing) - hooks.world.has_number(thing) - gone


def look_at_holders(thing: Any) -> None:
    """Take the step that reads what is known to keep an object alive: whoever changes it may be the end of the object.

    A variable of a function keeps it, too, and nothing is known of when that function ends.
    """
    hooks = _running[0]
    if not hooks.world.solo:
        found, held = Found(), [thing]
        found.look(lambda into: into.update(_holders(hooks, held[0])))
        if found.anew():
            hooks.touch_found("read", found, "what a weak reference is to")
        held.clear()  # the step is kept, and would keep the object


def _holders(hooks: Hooks, thing: Any) -> dict[Key, Mode]:
    """Return the touches of reading the variables, attributes and containers in which an object is, and they are."""
    found: dict[Key, Mode] = {}
    held, done = [thing], 0
    while done < len(held):
        thing, done = held[done], done + 1
        found |= {name: READ for name, value in hooks.namespace.items() if value is thing}
        for each in hooks.world.numbers.kept:
            cls: Any = type(each)
            if each is thing or cls.__module__ == "weakref" or sys.getrefcount(each) <= _KEPT:
                continue
            before = len(found)
            if hooks.kind(cls):
                if any(part is thing for part in _parts(hooks, each)):
                    found[hooks.key(each)] = READ
            elif hooks.has_fields(cls) and cls.__dictoffset__:
                key = hooks.key(each)
                found |= {(key, name): READ for name, value in attributes_of(each).items() if value is thing}
            if len(found) > before and not any(each is other for other in held):
                held.append(each)
    return found


def _parts(hooks: Hooks, container: Any) -> list[Any]:
    """Return what is in a list, set or dict; nothing of what is none."""
    cls: Any = type(container)
    if not hooks.kind(cls):
        return []
    return [*dict.keys(container), *dict.values(container)] if issubclass(cls, dict) else list(container)


_KEPT = next(sys.getrefcount(each) for each in [object()])
"""The references to an object that is in a list, and that a loop goes through."""


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
    return "NoneType: None\n" if error is None else "".join(traceback_text(error))


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


ATOMIC: frozenset[type] = frozenset({BuiltinFunctionType, FunctionType, property, type(Ellipsis), type(NotImplemented)})
"""What ``copy`` takes for unchangeable, beside plain values."""
AT_ONCE: dict[str, Callable[..., Any]] = {"deepcopy": copy.deepcopy, "dumps": json.dumps}


def at_once(name: str, thing: Any, **words: Any) -> Any:
    """Call a function of the library that reads all of a thing in one step."""
    return _running[0].reading(AT_ONCE[name], order=name == "dumps", deep=True, objects=True)(thing, **words)


def with_changes(record: Any, changes: dict[str, Any]) -> Any:
    """Do as ``dataclasses.replace`` where all fields are among the changes, so that none is read."""
    return dataclasses.replace(record, **changes)


def is_record(thing: Any) -> bool:
    """Whether a thing is an instance of a dataclass."""
    return dataclasses.is_dataclass(thing) and not isinstance(thing, type)


def fields_of(record: Any, *, init: bool = False) -> list[str]:
    """Return the names of the fields of a dataclass's instance, or of those that its ``__init__`` takes."""
    return [field.name for field in dataclasses.fields(record) if field.init or not init]


def holds_nothing(thing: Any) -> bool:
    """Whether ``deepcopy`` gives a thing back as it is."""
    cls = type(thing)
    if cls is MethodType:  # as built-in functions are under the hooks
        return not _running[0].makes_steps(thing.__func__)
    return cls in SCALARS or cls in ATOMIC or issubclass(cls, type | enum.Enum) or hasattr(cls, "_tl_atomic")


def blank(thing: Any) -> Any:
    """Return a new object of the same class without attributes; None where an object is more than its attributes.

    Raises:
        TypeError: it holds a lock, which cannot be copied.
        Unmodelled: it is something of the engine's, such as an iterator.
    """
    cls = type(thing)
    if issubclass(cls, Controlled):
        raise TypeError(f"cannot pickle '{cls.__name__}' object")
    check_copied(cls)
    hooks = _running[0]
    plain = (
        hooks.is_students(cls) and not any("__new__" in vars(base) for base in cls.__mro__[:-1]) and not hooks.kind(cls)
    )
    if not plain or not cls.__dictoffset__ or hasattr(cls, "__slots__") or any(map(is_engines, attributes_of(thing))):
        return None
    return object.__new__(cls)


def check_copied(cls: type) -> None:
    """Check that instances of a class are no more than they seem, so that Python's own ways of copying them will do.

    Raises:
        Unmodelled: they stand for something. Iterators say so by themselves, where a copy would not do.
    """
    if is_stand_in(cls) and not hasattr(cls, "__copy__") and not hasattr(cls, "__next__"):
        refuse(f"copies {cls.__name__} objects")


def fill(thing: Any, attributes: dict[str, Any]) -> None:
    """Give a new object, which no other thread can know, all its attributes at once."""
    attributes_of(thing).update({checked(name): value for name, value in attributes.items()})


def filled(thing: Any) -> dict[str, Any]:
    """Return the attributes of such an object."""
    return dict(attributes_of(thing))
