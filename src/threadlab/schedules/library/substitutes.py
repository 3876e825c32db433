"""Parts of the standard library written in Python or C that read and write a program's data: the same, with steps."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import operator
import reprlib
from collections.abc import Callable, Iterable
from types import FunctionType, MemberDescriptorType, MethodType
from typing import Any

from threadlab.schedules.hooks.advancing.again import LookingAgain
from threadlab.schedules.hooks.attributes import lookup
from threadlab.schedules.hooks.contents.values import compares_in_python, is_constant_value
from threadlab.schedules.hooks.core import MAPPING, MISSING, READ, SEQUENCE, like_built_in
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.left_out import LEFT_OUT
from threadlab.schedules.instrumenting.policy import refusal, refused_name
from threadlab.schedules.library import decisions
from threadlab.schedules.library.guarded import check_fields
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.operation import Footprint, Mode
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
                if name == "__eq__":
                    made.__eq__._tl_compared = {field.name: field.compare for field in dataclasses.fields(made)}
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
        look = functools.partial(hooks.read_both, one, two, deep=True)
        look()
        return hooks.returned(LookingAgain(look).call(compare, one, two))

    return method


def _written_repr(hooks: Hooks, _name: str) -> Function:
    show = hooks.showing(repr)

    def method(self: Any) -> str:
        names = [field.name for field in dataclasses.fields(self) if field.repr]
        parts = [f"{name}={show(value)}" for name, value in zip(names, _fields(hooks, self, "repr"), strict=True)]
        text = f"{type(self).__qualname__}({', '.join(parts)})"
        hooks.returned(text)
        return text

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
        self._name = getattr(function, "__name__", "")  # a partial has none; what it is bound to follows
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


# -- operator.attrgetter and itemgetter: what C code finds by itself, for many objects in a row, is one step -----------

Found = dict[Any, Mode]
"""What is touched by what has been looked up."""

_BUILT_IN = (dict, list)


def attribute_getter(hooks: Hooks, names: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Do as ``operator.attrgetter``."""
    real = operator.attrgetter(*names)
    paths: list[list[Any]] = [str.split(name, ".") for name in names]
    look_up = _looking(hooks, real, paths, _attribute_in_c)
    return like_built_in(_getter(paths, hooks.get_attribute), plain=True, look_up=look_up)


def item_getter(hooks: Hooks, items: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Do as ``operator.itemgetter``: several elements of one container are read in one step, too."""
    real = operator.itemgetter(*items)
    paths = [[item] for item in items]
    plain = is_constant_value(items)
    look_up = _looking(hooks, real, paths, _item_in_c) if plain else None
    one_by_one = _getter(paths, hooks.read_item)

    def get(owner: Any) -> Any:
        cls = type(owner)
        kind = hooks.kind(cls)
        if len(items) == 1 or not kind or type(cls.__getitem__) is FunctionType or hasattr(cls, "__missing__"):
            return one_by_one(owner)
        found = {place: mode for item in items for place, mode in hooks.element(owner, kind, item)}
        hooks.touch("read", tuple(found.items()), hooks.describe(owner))
        return hooks.noted(tuple(owner[item] for item in items))

    return like_built_in(get, plain=plain, look_up=look_up)


def _getter(paths: list[list[Any]], read: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def get(owner: Any, path: list[Any]) -> Any:
        return functools.reduce(read, path, owner)

    return lambda owner: get(owner, paths[0]) if len(paths) == 1 else tuple(get(owner, path) for path in paths)


def _looking(
    hooks: Hooks,
    real: Callable[[Any], Any],
    paths: list[list[Any]],
    find: Callable[[Hooks, Any, Any, Found], Any],
) -> Callable[[Iterable[Any], Found], tuple[Callable[[Any], Any], Footprint] | None]:
    """Return what looks into each of some objects, adds what it touches there, and returns what C code calls for them.

    None if that would run code of the program's, or if it came to values that know by themselves which of them is less.
    """

    def look_up(owners: Iterable[Any], found: Found) -> tuple[Callable[[Any], Any], Footprint] | None:
        for value in owners:
            for path in paths:
                part = value
                for name in path:
                    part = MISSING if part is MISSING else find(hooks, part, name, found)
                if part is MISSING or compares_in_python(part):
                    return None
                if not is_constant_value(part):
                    hooks.reads(part, found, deep=True)
        return real, ()

    return look_up


def _attribute_in_c(hooks: Hooks, owner: Any, name: str, found: Found) -> Any:
    """Return an attribute that an object of the program's has; MISSING if there is none, or if its own code may run."""
    cls = type(owner)
    if not hooks.is_students(cls) or issubclass(cls, type) or refused_name(name) or name.startswith("__"):
        return MISSING
    if issubclass(cls, Controlled) and not hooks.is_own(owner, name):
        return MISSING
    if type(lookup(cls, "__getattribute__")[0]) is FunctionType or lookup(cls, "__getattr__")[0] is not MISSING:
        return MISSING
    held, where = lookup(cls, name)
    if held is not MISSING and hasattr(type(held), "__get__"):
        if type(held) is not MemberDescriptorType or not hooks.made_by_program(where):
            return MISSING
    elif held is not MISSING:
        found.update(hooks.class_places(cls, name))
    found[hooks.key(owner), name] = READ
    return getattr(owner, name, MISSING)


def _item_in_c(hooks: Hooks, owner: Any, item: Any, found: Found) -> Any:
    """Return an element of a container; MISSING if there is none, or if the program has a say in it."""
    cls = type(owner)
    if cls is tuple:
        return owner[item] if type(item) is int and -len(owner) <= item < len(owner) else MISSING
    if cls not in _BUILT_IN:
        return MISSING
    kind = hooks.kind(cls)
    found.update(hooks.element(owner, kind, item))
    if kind == MAPPING:
        return dict.get(owner, item, MISSING)
    return owner[item] if kind == SEQUENCE and type(item) is int and -len(owner) <= item < len(owner) else MISSING
