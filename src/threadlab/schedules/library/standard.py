"""What programs see of the standard library: the public names, those that touch containers with their steps."""

from __future__ import annotations

import functools
import importlib
import itertools
import operator
import warnings
from collections.abc import Callable
from functools import cache
from types import MethodType, ModuleType
from typing import Any

from threadlab.schedules.hooks.advancing.looking import Met, holds_plain
from threadlab.schedules.hooks.advancing.stepping import Last
from threadlab.schedules.hooks.contents.values import is_constant_value
from threadlab.schedules.hooks.core import like_built_in
from threadlab.schedules.hooks.elements import under_name
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.library import decisions, engine, members, system, tracebacks
from threadlab.schedules.library.absent import Absent, inner_modules
from threadlab.schedules.library.caches import cache_maker
from threadlab.schedules.library.guarded import abstract_methods, changing, typing_decorators
from threadlab.schedules.library.heaps import bisect_function, heap_function
from threadlab.schedules.library.randomness.random_numbers import random_numbers, secret_numbers
from threadlab.schedules.library.substitutes import (
    CachedProperty,
    attribute_getter,
    dataclass_maker,
    item_getter,
    kind_questions,
    partial_maker,
    wrapper_maker,
)
from threadlab.schedules.library.texts import SOURCES, Texts
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.local import local
from threadlab.schedules.primitives.lock import Lock, RLock
from threadlab.schedules.primitives.queues.queue import SimpleQueue
from threadlab.schedules.running.operation import Footprint, Key, Mode

ALLOWED = decisions.modules()
"""Modules that neither wait nor reach outside."""
members.guard_classes()


@cache
def public(name: str) -> dict[str, Any]:
    """Return what of an allowed module a program can have, but for what could be changed."""
    real = importlib.import_module(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some are made when they are first asked for, with a remark
        found = {key: getattr(real, key) for key in decisions.allowed(name) if hasattr(real, key)}
    return {key: value for key, value in sorted(found.items()) if not isinstance(value, dict | list | set)}


def module(name: str, hooks: Hooks, texts: Texts) -> ModuleType:
    """Return an allowed module as a program sees it: some of it is made when it is first asked for."""
    made = ModuleType(name)
    contents = vars(made)
    late = {key: source for key, source in SOURCES.get(name, {}).items() if is_member(name, key)}
    changing: dict[str, Callable[[], Any]] = {}
    if name in WRITTEN_ANEW:
        contents.update(WRITTEN_ANEW[name](hooks))
        changing = system.variables(hooks, contents) if name == "sys" else {}
    else:
        contents.update(public(name))
        change = CHANGES.get(name)
        if change is not None:
            contents.update(change(hooks, public(name)))
    for key, value in contents.items():
        under_name(value, key)
    for key in late:
        contents.pop(key, None)
    contents["__all__"] = [key for key in (*contents, *late) if not key.startswith("_")]
    parts = inner_modules(name)

    def missing(attribute: str) -> Any:
        if attribute in late:
            contents[attribute] = made = texts.member(late[attribute], attribute)
            return made
        if attribute in changing:
            return changing[attribute]()
        if attribute in parts or is_member(name, attribute):
            return Absent(f"uses {name}.{attribute}")
        raise AttributeError(f"module {name!r} has no attribute {attribute!r}")

    contents["__getattr__"] = missing
    return made


def is_member(name: str, attribute: str) -> bool:
    """Whether a module has something of that name that it does not merely import for itself."""
    real = importlib.import_module(name)
    if attribute in decisions.decided(name):
        return hasattr(real, attribute)
    known = getattr(real, "__all__", None)
    if known is not None:
        return attribute in known
    return not attribute.startswith("_") and not isinstance(getattr(real, attribute, real), ModuleType)


def _heapq(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    changing = ("heappush", "heappop", "heapify", "heapreplace", "heappushpop")
    result = {name: heap_function(hooks, contents[name]) for name in changing}
    return result | {"merge": _merging(hooks, contents["merge"])}


def _merging(hooks: Hooks, merge: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``merge``: a step for each element, and to compare it with the others."""

    def call(*iterables: Any, key: Any = None, reverse: Any = False) -> Any:
        met = Met(hooks)
        called = None if key is None else met.returned_by(hooks.callee(key))
        return merge(*(met.each_of(iter(hooks.iterate(each))) for each in iterables), key=called, reverse=reverse)

    return like_built_in(call)


def _bisect(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    return {name: bisect_function(hooks, function) for name, function in contents.items()}


def _itertools(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    lazy = {name: LazyClass(hooks, value) for name, value in contents.items() if name not in ("count", "repeat")}
    return lazy | {"tee": _tee(hooks)}


class LazyClass:
    """One of ``itertools``: it reads each element when it is asked for."""

    _tl_visible = _tl_atomic = True

    def __init__(self, hooks: Hooks, cls: Any) -> None:
        self._hooks = hooks
        self._cls = cls
        if hasattr(cls, "from_iterable"):
            self.from_iterable = self._from_iterable

    def _from_iterable(self, iterables: Any) -> Any:
        return self._hooks.chained(self._cls.from_iterable, iterables)

    def __call__(self, *args: Any, **words: Any) -> Any:
        """Make one."""
        hooks, last = self._hooks, Last()
        sources = [arg for arg in args if hasattr(type(arg), "__iter__")]
        fixed = [arg for arg in args if not hasattr(type(arg), "__iter__")]
        order = [hasattr(type(arg), "__iter__") for arg in args]
        pure = not any(map(callable, (*fixed, *words.values())))
        looks = self._cls in LOOKING_ALWAYS or (pure and self._cls in LOOKING)
        if self._cls in AT_ONCE:
            sources = [tuple(hooks.unpacked(source)) for source in sources]

        def stepping(value: Any) -> Any:
            if not callable(value):
                return value
            called = hooks.callee(value)
            if self._cls in LOOKING_AT_RESULTS:
                called = Met(hooks).returned_by(called)
            return last.returning(hooks, called) if self._cls in REMEMBERING else called

        make = self._maker(order, list(map(stepping, fixed)), {name: stepping(word) for name, word in words.items()})
        if self._cls is itertools.groupby and len(sources) == 1:
            return hooks.grouped(sources[0], make, pure=pure, last=last)
        in_c, reads = (make, ()) if pure else self._in_c(order, fixed, words)
        return hooks.made_of(make, sources, pure=pure, last=last, in_c=in_c, reads=reads, looks=looks)

    def _in_c(self, order: list[bool], fixed: list[Any], words: dict[str, Any]) -> tuple[Any, Footprint]:
        """Return what makes one that takes no steps, and what it touches besides its sources; None if none can."""
        reads: list[tuple[Key, Mode]] = []

        def plain(value: Any) -> Any:
            called = self._hooks.in_c(value) if callable(value) else (value, ())
            if called is None:
                raise LookupError
            reads.extend(called[1])
            return called[0]

        try:
            make = self._maker(order, list(map(plain, fixed)), {name: plain(word) for name, word in words.items()})
        except LookupError:
            return None, ()
        return make, tuple(reads)

    def _maker(self, order: list[bool], fixed: list[Any], words: dict[str, Any]) -> Callable[..., Any]:
        """Return what makes one of its sources: ``order`` says which arguments these are."""

        def make(*iterators: Any) -> Any:
            sources, others = iter(iterators), iter(fixed)
            return self._cls(*(next(sources if is_source else others) for is_source in order), **words)

        return make


REMEMBERING = frozenset({itertools.accumulate, itertools.dropwhile, itertools.groupby, itertools.takewhile})
"""Those that keep what the program's code has told them, once it has returned."""


AT_ONCE = frozenset(
    {itertools.combinations, itertools.combinations_with_replacement, itertools.permutations, itertools.product}
)
"""Those that read all that they are given when they are made."""

LOOKING = frozenset({itertools.accumulate, itertools.compress, itertools.filterfalse})
"""Those that look into what they come by if they are given no function: they add it up, or ask whether it is true."""

LOOKING_ALWAYS = frozenset({itertools.starmap})
"""Those that take apart what they come by."""

LOOKING_AT_RESULTS = frozenset({itertools.dropwhile, itertools.filterfalse, itertools.groupby, itertools.takewhile})
"""Those that compare what the program's function returns, or ask whether it is true."""


def _tee(hooks: Hooks) -> Callable[..., tuple[Any, ...]]:
    def tee(iterable: Any, n: int = 2) -> tuple[Any, ...]:
        return hooks.branches(iterable, lambda source: itertools.tee(source, n))

    return tee


def _copy(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    shallow = hooks.reading(contents["copy"], deep=True, objects=True)

    def copy(x: Any) -> Any:
        cls = type(x)
        if engine.holds_nothing(x):
            return x
        if issubclass(cls, Controlled) and not hasattr(cls, "__copy__"):
            if cls in (Lock, RLock, SimpleQueue, local):
                raise TypeError(f"cannot pickle {cls.__name__!r} object")
            raise refusal(f"copies {cls.__name__} objects")
        engine.check_copied(cls)
        return shallow(x)

    return {"copy": like_built_in(copy)}


def _readers(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    return {
        name: hooks.reading(value, order=True, deep=True)
        for name, value in contents.items()
        if callable(value) and not isinstance(value, type)
    }


def _dataclasses(hooks: Hooks, _contents: dict[str, Any]) -> dict[str, Any]:
    return {"dataclass": dataclass_maker(hooks)}


def _functools(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    update_wrapper = wrapper_maker(hooks)
    return {
        "reduce": _reducing(hooks, contents["reduce"]),
        "partial": partial_maker(hooks),
        "lru_cache": cache_maker(hooks),
        "cache": cache_maker(hooks)(maxsize=None),
        "total_ordering": changing(hooks, contents["total_ordering"]),
        "update_wrapper": update_wrapper,
        "wraps": lambda wrapped, *rest, **words: lambda wrapper: update_wrapper(wrapper, wrapped, *rest, **words),
        "cached_property": lambda function: CachedProperty(hooks, function),
    }


def _reducing(hooks: Hooks, reduce: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``reduce``: one step where C code does all of it."""
    in_python = hooks.consuming(reduce)

    def call(function: Any, iterable: Any, *initial: Any) -> Any:
        called = hooks.in_c(function) if holds_plain(iterable) and is_constant_value(initial) else None
        if called is None or called[1]:
            return in_python(function, iterable, *initial)
        return hooks.reading(functools.partial(reduce, called[0]))(iterable, *initial)

    return like_built_in(call)


def _statistics(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    """Those that go through their data in Python take a step for each element."""
    decided = decisions.decided("statistics")

    def stepping(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **words: function(*map(gone_through, args), **words)

    def gone_through(data: Any) -> Any:
        return list(hooks.iterate(data)) if hasattr(type(data), "__iter__") else data

    loops = {name: stepping(value) for name, value in contents.items() if decided[name].kind == "several steps"}
    return _readers(hooks, contents) | loops


def _pprint(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    result = _readers(hooks, contents)
    all_at_once = result["pformat"]

    def show(value: Any, *args: Any, **words: Any) -> Any:
        walked = hooks.text("walks")["walked"](value, sorts=words.get("sort_dicts", True))
        return all_at_once(walked, *args, **words)

    return result | {
        "pformat": show,
        "pprint": lambda *args, **words: hooks.print(show(*args, **words)),
        "pp": lambda *args, **words: hooks.print(show(*args, **{"sort_dicts": False, **words})),
    }


def _random(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    return random_numbers(hooks, contents)


def _secrets(hooks: Hooks, _contents: dict[str, Any]) -> dict[str, Any]:
    return secret_numbers(hooks)


def _operator(hooks: Hooks, _contents: dict[str, Any]) -> dict[str, Any]:
    table = hooks.table()
    result: dict[str, Any] = {
        "getitem": hooks.read_item,
        "setitem": lambda owner, index, value: hooks.write_item(value, owner, index),
        "delitem": hooks.delete_item,
        "contains": lambda container, element: hooks.compare_in(element, container),
        "truth": lambda value: bool(hooks.truth(value)),
        "not_": lambda value: not hooks.truth(value),
        "countOf": hooks.reading(operator.countOf, sorts=True),
        "indexOf": hooks.reading(operator.indexOf, sorts=True),
        "concat": table["_tl_binary_add"],
        "call": lambda function, /, *args, **words: hooks.callee(function)(*args, **words),
        "attrgetter": lambda *names: attribute_getter(hooks, names),
        "itemgetter": lambda *items: item_getter(hooks, items),
        "methodcaller": lambda name, *args, **words: like_built_in(
            lambda owner: hooks.callee(hooks.get_attribute(owner, name))(*args, **words),
            plain=is_constant_value((*args, *words.values())),
        ),
    }
    for name in ("add", "mul", "sub", "or", "and", "xor", "mod"):
        result[f"{name}_" if name in ("or", "and") else name] = table[f"_tl_binary_{name}"]
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        result[name] = table[f"_tl_compare_{name}"]
    for name in ("iadd", "iconcat", "imul", "isub", "ior", "iand", "ixor"):
        result[name] = _in_place(hooks, getattr(operator, name))
    return {name: like_built_in(function, plain=name not in CALLING) for name, function in result.items()}


CALLING = frozenset({"attrgetter", "call", "itemgetter", "methodcaller"})
"""What of ``operator`` may call code of the program's, whatever it is given, or makes what does."""


def _in_place(hooks: Hooks, function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda current, operand: function(current, hooks.augmented(current, operand))


WRITTEN_ANEW: dict[str, Callable[[Hooks], dict[str, Any]]] = {
    "sys": system.contents,
    "traceback": tracebacks.contents,
    **dict.fromkeys(("logging", "warnings", "weakref"), lambda _hooks: {}),
    "io": lambda _hooks: {"SEEK_SET": 0, "SEEK_CUR": 1, "SEEK_END": 2},
    "inspect": kind_questions,
    "types": lambda _hooks: {"MethodType": MethodType, "NoneType": type(None)},
}
"""Modules of which a program gets nothing but what we have written."""

CHANGES: dict[str, Callable[[Hooks, dict[str, Any]], dict[str, Any]]] = {
    "abc": abstract_methods,
    "typing": typing_decorators,
    "bisect": _bisect,
    "copy": _copy,
    "dataclasses": _dataclasses,
    "functools": _functools,
    "heapq": _heapq,
    "itertools": _itertools,
    "json": _readers,
    "math": lambda hooks, contents: {name: hooks.reading(contents[name]) for name in ("fsum", "prod", "dist")},
    "operator": _operator,
    "pprint": _pprint,
    "random": _random,
    "secrets": _secrets,
    "statistics": _statistics,
}
