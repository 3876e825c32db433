"""Parts of the standard library written in Python or C that read and write a program's data: the same, with steps."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import operator
import reprlib
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.left_out import LEFT_OUT
from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.library import decisions
from threadlab.schedules.library.guarded import check_fields
from threadlab.schedules.running.recording.words import PLAIN
from threadlab.schedules.text import TEST

Function = Callable[..., Any]

ORDERS = {"__lt__": operator.lt, "__le__": operator.le, "__gt__": operator.gt, "__ge__": operator.ge}


def dataclass_maker(hooks: Hooks) -> Function:
    """Return ``dataclasses.dataclass``: the methods that it writes read field by field, each a step."""

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        check_fields(hooks, cls)
        made: Any = dataclasses.dataclass(cls, **options)
        for name, method in list(vars(made).items()):
            if type(method) is FunctionType and not hooks.is_programs(method.__globals__) and name in WRITTEN:
                setattr(made, name, WRITTEN[name](hooks, name))
        return made

    return dataclass


def _fields(hooks: Hooks, thing: Any, want: str) -> tuple[Any, ...]:
    """Read those fields of a dataclass's instance that have a part in what is wanted."""
    fields = [
        field for field in dataclasses.fields(thing) if getattr(field, want) or (want == "hash" and _hashed(field))
    ]
    return tuple(hooks.read_attribute(thing, field.name, f".{field.name}") for field in fields)


def _hashed(field: dataclasses.Field[Any]) -> bool:
    return field.hash is None and field.compare


def _written_comparison(hooks: Hooks, name: str) -> Function:
    compare = ORDERS.get(name, operator.eq)

    def method(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        one, two = _fields(hooks, self, "compare"), _fields(hooks, other, "compare")
        hooks.read_both(one, two, deep=True)
        return compare(one, two)

    return method


def _written_repr(hooks: Hooks, _name: str) -> Function:
    show = hooks.reading(repr, order=True, deep=True)

    def method(self: Any) -> str:
        names = [field.name for field in dataclasses.fields(self) if field.repr]
        parts = [f"{name}={show(value)}" for name, value in zip(names, _fields(hooks, self, "repr"), strict=True)]
        return f"{type(self).__qualname__}({', '.join(parts)})"

    return reprlib.recursive_repr()(method)


def _written_hash(hooks: Hooks, _name: str) -> Function:
    return lambda self: hooks.hash_value(_fields(hooks, self, "hash"))


WRITTEN: dict[str, Callable[[Hooks, str], Function]] = {
    "__eq__": _written_comparison,
    **dict.fromkeys(ORDERS, _written_comparison),
    "__repr__": _written_repr,
    "__hash__": _written_hash,
}


class CachedProperty:
    """``functools.cached_property``: the value is kept as an attribute of the instance, which is a step."""

    _tl_visible = True

    def __init__(self, hooks: Hooks, function: Function) -> None:
        self._hooks = hooks
        self._function = function
        self._name = function.__name__
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = self._function(instance)
        self._hooks.write_field(instance, self._name, f".{self._name}")
        vars(instance)[self._name] = self._hooks.noted(value)
        return value


def wrapper_maker(hooks: Hooks) -> Function:
    """Return ``functools.update_wrapper``, which makes only a program's own functions and objects look like another."""

    def update_wrapper(wrapper: Any, wrapped: Any, *rest: Any, **words: Any) -> Any:
        if rest or words:
            raise refusal("chooses what functools.wraps copies")
        own = hooks.is_programs(getattr(wrapper, "__globals__", None)) or hooks.is_students(type(wrapper))
        if not own:
            raise TypeError(f"cannot set attributes of {wrapper!r}")
        for name in ("__name__", "__qualname__", "__doc__"):
            if hasattr(wrapped, name):
                setattr(wrapper, name, getattr(wrapped, name))
        if type(wrapped) is FunctionType:
            vars(wrapper).update(vars(wrapped))
        return wrapper

    return update_wrapper


def partial_maker(hooks: Hooks) -> Function:
    """Return ``functools.partial``, for functions that make their steps."""

    def partial(function: Any, /, *args: Any, **words: Any) -> Any:
        made = functools.partial(hooks.callee(function), *args, **words)
        made.__dict__["_tl_of"] = function
        return made

    return partial


def kind_questions(hooks: Hooks) -> dict[str, Function]:
    """Return what a program can ask ``inspect`` of its own and its test's functions, classes and objects.

    Of anything else, such as a lock's method or an async function, the answer would be that of what stands for it.
    """

    def known(thing: Any) -> bool:
        if type(thing) is MethodType:
            thing = thing.__func__
        if type(thing) is FunctionType:
            own = hooks.is_programs(thing.__globals__) or thing.__code__.co_filename == f"<{TEST}>"
            return own and LEFT_OUT not in thing.__code__.co_consts
        cls = type(thing)
        return cls in PLAIN or issubclass(cls, type) or hooks.is_students(cls)

    def question(name: str) -> Function:
        answer = getattr(inspect, name)

        def ask(object: Any) -> Any:  # noqa: A002 - as inspect calls it
            if not known(object):
                raise refusal(f"asks inspect.{name} of what is not the program's own")
            return answer(object)

        return ask

    return {name: question(name) for name in decisions.allowed("inspect")}
