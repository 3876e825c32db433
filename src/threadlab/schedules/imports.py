"""What a program can import and which built-in functions it has."""

from __future__ import annotations

import builtins
import importlib
import operator
import random
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import ModuleType
from typing import Any, NoReturn

from threadlab.schedules.core import World
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.hooks import Hooks

ALLOWED = frozenset(
    """
    __future__ abc bisect collections collections.abc contextlib copy dataclasses decimal enum fractions functools heapq
    itertools math numbers operator pprint random re statistics string textwrap typing datetime
    """.split()
)
"""Modules of the standard library that neither wait nor reach outside."""

WITHHELD = {
    "collections": {"UserDict", "UserList", "UserString", "ChainMap"},
    "string": {"Formatter"},
    "contextlib": {"redirect_stdout", "redirect_stderr", "chdir"},
    "random": {"SystemRandom"},
    "typing": {"get_type_hints", "ForwardRef"},
    "dataclasses": {"make_dataclass"},
}
"""What those modules have that would go round the hooks."""

EXCEPTIONS = {name: value for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)}
PLAIN = """
    abs ascii bin bool bytearray bytes callable chr classmethod complex dict divmod enumerate filter float frozenset hex
    int isinstance issubclass list map memoryview object oct ord pow property range reversed round set slice staticmethod
    str super tuple type zip id Ellipsis NotImplemented __build_class__
    """.split()
REFUSED = {
    "open": "opens a file",
    "input": "asks for input",
    **{name: f"uses {name}" for name in "eval exec compile globals locals breakpoint exit quit help aiter anext".split()},
}


def refusal(reason: str) -> Callable[..., NoReturn]:
    """A function that cannot be called here."""

    def refuse(*_args: object, **_words: object) -> NoReturn:
        raise Unmodelled(reason)

    return refuse


@cache
def public(name: str) -> dict[str, Any]:
    """The public contents of an allowed module, other modules apart."""
    module = importlib.import_module(name)
    withheld = WITHHELD.get(name, set())
    return {
        key: value
        for key, value in vars(module).items()
        if not key.startswith("_") and key not in withheld and not isinstance(value, ModuleType)
    }


def changed(name: str, hooks: Hooks) -> dict[str, Any]:
    """What a module has that must go through the hooks."""
    contents = public(name)
    if name == "heapq":
        changing = ("heappush", "heappop", "heapify", "heapreplace", "heappushpop")
        result = {key: hooks.changing(contents[key]) for key in changing}
        return result | {key: hooks.reading(contents[key]) for key in ("nlargest", "nsmallest")}
    if name == "bisect":
        inserts = ("insort", "insort_left", "insort_right")
        result = {key: hooks.changing(contents[key]) for key in inserts}
        return result | {key: hooks.reading(contents[key]) for key in ("bisect", "bisect_left", "bisect_right")}
    if name == "itertools":
        return {key: LazyClass(hooks, value) for key, value in contents.items() if key not in ("count", "repeat")}
    if name == "copy":
        return {key: hooks.reading(contents[key], order=True, deep=key == "deepcopy") for key in ("copy", "deepcopy")}
    if name == "functools":
        return {"reduce": hooks.consuming(contents["reduce"])}
    if name == "statistics":
        return {key: hooks.reading(value) for key, value in contents.items() if callable(value) and not isinstance(value, type)}
    if name == "math":
        return {key: hooks.reading(contents[key]) for key in ("fsum", "prod", "dist")}
    if name == "operator":
        return operators(hooks)
    if name == "random":
        source = random.Random(0)
        result = {key: getattr(source, key) for key in contents if hasattr(random.Random, key)}
        result["shuffle"] = hooks.changing(source.shuffle)
        return result | {key: hooks.reading(getattr(source, key)) for key in ("choice", "choices", "sample")}
    return {}


class LazyClass:
    """One of ``itertools``: it reads each element when it is asked for."""

    def __init__(self, hooks: Hooks, cls: Any) -> None:
        self._hooks = hooks
        self._cls = cls
        if hasattr(cls, "from_iterable"):
            self.from_iterable = hooks.consuming(cls.from_iterable)

    def __call__(self, *args: Any, **words: Any) -> Any:
        return self._cls(*(self._hooks.iterate(arg) for arg in args), **words)


def operators(hooks: Hooks) -> dict[str, Any]:
    """``operator`` through the hooks."""
    table = hooks.table()
    result: dict[str, Any] = {
        "getitem": hooks.read_item,
        "setitem": lambda owner, index, value: hooks.write_item(value, owner, index),
        "delitem": hooks.delete_item,
        "contains": lambda container, element: hooks.contained(element, container),
        "truth": hooks.bool,
        "not_": lambda value: not hooks.truth(value),
        "length_hint": hooks.reading(operator.length_hint),
        "countOf": hooks.reading(operator.countOf),
        "indexOf": hooks.reading(operator.indexOf),
        "attrgetter": partial(attribute_getter, hooks),
        "itemgetter": partial(item_getter, hooks),
        "methodcaller": partial(method_caller, hooks),
        "concat": table["_tl_binary_add"],
    }
    for name, key in (("add", "add"), ("mul", "mul"), ("sub", "sub"), ("or_", "or"), ("and_", "and"), ("xor", "xor"), ("mod", "mod")):
        result[name] = table[f"_tl_binary_{key}"]
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        result[name] = table[f"_tl_compare_{name}"]
    for name in ("iadd", "iconcat", "imul", "isub", "ior", "iand", "ixor"):
        result[name] = in_place(hooks, getattr(operator, name))
    return result


def in_place(hooks: Hooks, function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """``operator.iadd`` and the like."""
    return lambda current, operand: function(current, hooks.augmented(current, operand))


def attribute_getter(hooks: Hooks, *names: str) -> Callable[[Any], Any]:
    """``operator.attrgetter``."""

    def get(owner: Any, path: str) -> Any:
        for name in path.split("."):
            owner = hooks.getattr(owner, name)
        return owner

    return lambda owner: get(owner, names[0]) if len(names) == 1 else tuple(get(owner, name) for name in names)


def item_getter(hooks: Hooks, *items: Any) -> Callable[[Any], Any]:
    """``operator.itemgetter``."""
    if len(items) == 1:
        return lambda owner: hooks.read_item(owner, items[0])
    return lambda owner: tuple(hooks.read_item(owner, item) for item in items)


def method_caller(hooks: Hooks, name: str, *args: Any, **words: Any) -> Callable[[Any], Any]:
    """``operator.methodcaller``."""
    return lambda owner: hooks.callee(hooks.getattr(owner, name))(*args, **words)


class Importer:
    """The ``__import__`` of one world."""

    def __init__(self, hooks: Hooks, controlled: Mapping[str, ModuleType]) -> None:
        self._hooks = hooks
        self._controlled = controlled
        self._made: dict[str, ModuleType] = {}

    def __call__(
        self, name: str, globals: object = None, locals: object = None, fromlist: Any = (), level: int = 0
    ) -> ModuleType:
        if level:
            raise ImportError("attempted relative import with no known parent package")
        module = self.module(name)
        if not fromlist and "." in name:
            return self.module(name.partition(".")[0])
        return module

    def module(self, name: str) -> ModuleType:
        """The module of that name, as the program sees it.

        Raises:
            Unmodelled: it is not among the allowed ones.
        """
        made = self._controlled.get(name) or self._made.get(name)
        if made is not None:
            return made
        package = name.partition(".")[0]
        if name not in ALLOWED:
            inner = [each for each in self._controlled if each.startswith(name + ".")]
            if not inner:
                raise Unmodelled(f"uses {package}")
        module = self._made[name] = ModuleType(name)
        if name in ALLOWED:
            vars(module).update(public(name) | changed(name, self._hooks))
            module.__dict__["__all__"] = [key for key in vars(module) if not key.startswith("_")]
        for each in (*ALLOWED, *self._controlled):
            if each.startswith(name + ".") and "." not in each[len(name) + 1 :]:
                vars(module)[each.rpartition(".")[2]] = self.module(each)
        return module


def controlled_builtins(world: World, modules: Mapping[str, ModuleType], namespace: dict[str, Any]) -> dict[str, Any]:
    """The ``__builtins__`` of a program.

    Args:
        world: where its steps go.
        modules: the controlled modules by name: ``threading`` and its kin.
        namespace: the globals in which its cells are going to run.
    """
    hooks = Hooks(world, namespace)
    table: dict[str, Any] = {name: getattr(builtins, name) for name in PLAIN}
    table |= {name: refusal(reason) for name, reason in REFUSED.items()}
    table |= {name: hooks.reading(getattr(builtins, name)) for name in ("sum", "all", "any", "min", "max", "sorted", "hash")}
    table |= {name: getattr(hooks, name) for name in ("iter", "next", "getattr", "hasattr", "setattr", "delattr", "vars", "print")}
    table["len"] = hooks.length
    table["repr"] = hooks.reading(repr, order=True, deep=True)
    table["format"] = hooks.reading(format, order=True, deep=True)
    table["dir"] = hooks.reading(dir)
    return table | EXCEPTIONS | hooks.table() | {"__import__": Importer(hooks, modules), "__debug__": True, "__name__": "builtins"}
