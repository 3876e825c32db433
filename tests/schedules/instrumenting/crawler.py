"""Follows all that a program can read, from what it may name on, and says what it should never have come to.

It runs inside of a program, so that it is given what the program would be given: it reads with the program's own
``getattr``, ``vars``, ``dir``, ``iter`` and ``type``, with ``attrgetter`` and with ``object.__getattribute__``.
"""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    FrameType,
    FunctionType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any

from threadlab import explore
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.hooks.core import SCALARS
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.library import imports, standard
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.program_modules import Find

INTERNAL = (FrameType, CodeType, TracebackType, CellType)
UNHOOKED = (type(iter([])), type(reversed([])), type(iter(deque())))
"""Iterators that a program gets others for, which take a step for each element."""
BY_NAME = frozenset(policy.INTERNALS) | {
    *("__globals__", "__code__", "__closure__", "__self__", "__func__", "__wrapped__", "__builtins__", "__dict__"),
    *(
        "__class__",
        "__mro__",
        "__base__",
        "__bases__",
        "__subclasses__",
        "__traceback__",
        "__getattribute__",
        "__reduce__",
    ),
    *(
        "__loader__",
        "__spec__",
        "__objclass__",
        "__defaults__",
        "__module__",
        "__annotations__",
        "_tl_number",
        "_tl_real",
    ),
}
"""What is asked of everything, beside what it says that it has."""
CALLED = frozenset(
    {
        *("copy", "items", "values", "keys", "__iter__", "__next__", "__copy__", "__enter__", "getvalue", "groupdict"),
        *("cache_info", "getstate", "pop_all", "popitem", "__dir__", "__reduce__", "__getstate__"),
    }
)
"""Methods that only hand out what an object has."""
REPLACED = frozenset(
    {"_io", "_queue", "_random", "_thread", "_weakref", "concurrent", "greenlet", "io", "logging", "posix"}
) | {*("queue", "random", "sys", "threading", "time", "traceback", "warnings", "weakref")}
"""Modules for whose objects programs get others: the real ones would do without steps what they do."""
DEEPEST = 4  # reads in a row
MOST = 12  # objects of one class of the library's that are looked at


class Crawl:
    """One crawl; ``found`` says what it came to, and on which way."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self.hooks = table["getattr"].__self__
        self._seen: dict[Any, Any] = {}  # what was looked at, kept so that no id is used again
        self._looked: set[tuple[Any, str]] = set()
        self._numbers: Counter[type] = Counter()
        self._todo: deque[tuple[Any, str, int]] = deque()
        self.found: list[str] = []
        names = sorted(standard.ALLOWED | set(controlled_modules()))
        self._modules = {name: table["__import__"](name, None, None, ("x",)) for name in names}
        given = [*imports.FIXED.values(), *(value for each in self._modules.values() for value in vars(each).values())]
        self._given = {id(value) for value in given}
        self._hidden = {id(vars(each)): name for name, each in _real_modules()}
        self._hidden |= {id(table): "built-in names", id(sys.modules): "modules", id(self.hooks.namespace): "globals"}
        self._readers: tuple[Callable[[Any, str], Any], ...] = (
            self.hooks.get_attribute,
            lambda owner, name: self._modules["operator"].attrgetter(name)(owner),
            self.hooks.get_attribute(object, "__getattribute__"),
            self.hooks.get_attribute(type, "__getattribute__"),
        )

    def run(self, owners: dict[str, Any], *, alone: bool) -> int:
        """Follow everything that the owners, and unless they stand ``alone`` all modules and built-in names, lead to.

        Returns:
            How many objects were looked at.
        """
        for name, value in (owners if alone else {**owners, **self._modules, **self._table}).items():
            if not policy.is_engines(name) and name not in policy.REACHING:
                self._meet(value, name, 0)
        with self.hooks.without_steps():
            while self._todo:
                self._look(*self._todo.popleft())
        return len(self._seen)

    def _meet(self, value: Any, way: str, depth: int) -> None:
        self._judge(value, way)
        key = _key(value)
        if key in self._seen or depth > DEEPEST:
            return
        cls = type(value)
        self._numbers[cls] += 1
        if self._numbers[cls] <= MOST or key != id(value) or issubclass(cls, type | ModuleType) or self._is_own(cls):
            self._seen[key] = value
            self._todo.append((value, way, depth))

    def _judge(self, value: Any, way: str) -> None:
        cls = type(value)
        home = str(getattr(value if isinstance(value, type) else cls, "__module__", "")).partition(".")[0]
        if isinstance(value, ModuleType):
            if value not in self._modules.values() and not hasattr(cls, "_tl_fields"):
                self._bad("a module", way)
        elif isinstance(value, INTERNAL) or cls in UNHOOKED:
            self._bad(f"a {cls.__name__}", way)
        elif id(value) in self._hidden:
            self._bad(self._hidden[id(value)], way)
        elif cls in (FunctionType, BuiltinFunctionType):
            owner = sys.modules.get(value.__module__ or "", None)
            if id(value) not in self._given and getattr(owner, value.__name__, None) is value and _is_real(owner):
                self._bad(f"the function {value.__module__}.{value.__name__}", way)
        elif home in ("threadlab", "greenlet"):
            shown = value if isinstance(value, type) else cls
            if not issubclass(shown, Controlled | BaseException | tuple) and not hasattr(shown, "_tl_visible"):
                self._bad(f"what is the engine's: {shown.__name__}", way)
        elif home in REPLACED and not isinstance(value, type) and not self._is_shown(cls):
            self._bad(f"a real {cls.__module__}.{cls.__name__}", way)

    def _is_own(self, cls: type) -> bool:
        return bool(self.hooks.is_students(cls))

    def _is_shown(self, cls: type) -> bool:
        shown = issubclass(cls, Controlled | BaseException | tuple) or hasattr(cls, "_tl_visible")
        return shown or self.hooks.is_students(cls) or id(cls) in self._given

    def _bad(self, what: str, way: str) -> None:
        self.found.append(f"{what} by {way}")

    def _look(self, value: Any, way: str, depth: int) -> None:
        with suppress(AttributeError):
            variables = object.__getattribute__(value, "__dict__")
            if type(variables) is dict:  # of a class it is a view, made anew each time
                self._hidden[id(variables)] = "the real variables"
        for name in self._names(value):
            for number, read in enumerate(self._readers):
                with suppress(Exception, Unmodelled):
                    got = read(value, name)
                    if policy.is_engines(name):
                        self._bad("a name of the engine's", f"{way}.{name}")
                    self._meet(got, f"{way}.{name}", depth + 1)
                    if name in CALLED:
                        self._meet(self.hooks.callee(got)(), f"{way}.{name}()", depth + 1)
                    break  # who is refused in one way tries another
                if number == 0 and not policy.refused_name(name):
                    break
        for reader in ("vars", "dir", "iter", "type"):
            with suppress(Exception, Unmodelled):
                self._read_by(reader, value, way, depth)
        for part in _parts(value):
            self._meet(part, f"{way}[...]", depth + 1)

    def _read_by(self, reader: str, value: Any, way: str, depth: int) -> None:
        got = self.hooks.callee(self._table[reader])(value)
        if reader in ("vars", "dir"):
            names = list(got)
            self.found += [f"the name {name} by {reader}({way})" for name in names if policy.is_engines(name)]
        self._meet(got, f"{reader}({way})", depth + 1)
        if reader == "vars":
            for name in names:
                with suppress(Exception, Unmodelled):
                    self._meet(got[name], f"vars({way})[{name!r}]", depth + 1)

    def _names(self, value: Any) -> Iterator[str]:
        """Give the names that are to be asked for: of what its class has, once for each class."""
        cls = type(value)
        own = _own_names(value)
        named: set[str] = own | BY_NAME | set(dir(cls))
        for name in sorted(named):
            asked = (value if isinstance(value, type | ModuleType) or name in own else cls, name)
            if _hashable(asked) not in self._looked:
                self._looked.add(_hashable(asked))
                yield name


def _hashable(asked: tuple[Any, str]) -> tuple[int, str]:
    return id(asked[0]), asked[1]


def _own_names(value: Any) -> set[str]:
    if isinstance(value, type):
        return {name for base in value.__mro__ if base is not object for name in vars(base)}
    try:
        return {name for name in object.__getattribute__(value, "__dict__") if isinstance(name, str)}
    except AttributeError:
        return set()


def _parts(value: Any) -> list[Any]:
    cls = type(value)  # what says that it is a dict may be none
    if issubclass(cls, dict):
        return [*dict.keys(value), *dict.values(value)][:200]
    return list(value)[:200] if cls in (list, tuple, set, frozenset, deque) else []


def _key(value: Any) -> Any:
    """Tell objects apart, but for those that are made anew at each read."""
    cls = type(value)
    if cls in SCALARS:
        return cls
    if cls is MethodType:
        function = value.__func__
        return (
            cls,
            getattr(function, "__code__", function),
            type(value.__self__),
            getattr(value.__self__, "__name__", ""),
        )
    if cls is FunctionType:
        return cls, value.__code__, value.__name__
    if cls is BuiltinFunctionType or cls is type(object().__str__):
        return cls, type(value.__self__), value.__name__
    return id(value)


def _real_modules() -> list[tuple[str, ModuleType]]:
    return [(name, each) for name, each in list(sys.modules.items()) if isinstance(each, ModuleType)]


def _is_real(module: ModuleType | None) -> bool:
    """Say whether a module is none of ours: our own functions are what programs are given in place of others."""
    return module is not None and module.__name__.partition(".")[0] not in ("threadlab", "typing", "_typing", "enum")


def crawl(program: str, *, alone: bool = False, modules: Find | None = None) -> tuple[list[str], int]:
    """Run a text that binds ``owners``, by what they are called; follow what they lead to.

    Args:
        program: the text.
        alone: whether modules and built-in names are not followed.
        modules: gives the texts of the program's own modules.

    Returns:
        What was come to that should not be, and how many objects were looked at.
    """
    said: list[tuple[list[str], int]] = []

    def begin(owners: dict[str, Any]) -> None:
        if said:  # a program that knows clocks is searched twice
            return
        crawler = Crawl(sys._getframe(1).f_builtins)
        world = crawler.hooks.world
        world.learn = world.refuse = lambda _: None  # that something is refused, or looked at, is what is wanted here
        number = crawler.run(owners, alone=alone)
        said.append((sorted(set(crawler.found)), number))

    imports.FIXED["crawl"] = begin
    try:
        result = explore("def test():\n    pass", f"{program}\ncrawl(owners)", modules=modules)
    finally:
        del imports.FIXED["crawl"]
    assert said, (result.reason, result.failure and result.failure.line, result.failure and result.failure.message)
    return said[0]
