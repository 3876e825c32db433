"""Parts of the standard library as texts that run like a program's own, so that what they do takes its steps."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn, TypeGuard

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.instrument import instrument, names_in
from threadlab.schedules.instrumenting.policy import refusal

SOURCES: dict[str, dict[str, str]] = {
    "collections": {"ChainMap": "chain_map", "UserDict": "user_containers", "UserList": "user_containers"},
    "contextlib": {
        "ExitStack": "exit_stacks",
        "redirect_stderr": "redirections",
        "redirect_stdout": "redirections",
    },
    "copy": {"deepcopy": "walks", "replace": "walks:copy_replace"},
    "dataclasses": {"asdict": "walks", "astuple": "walks", "replace": "walks"},
    "heapq": {"nlargest": "walks", "nsmallest": "walks"},
    "json": {"dumps": "walks"},
    "functools": {"singledispatch": "single_dispatch", "singledispatchmethod": "single_dispatch"},
    "io": {"StringIO": "memory_files"},
    "logging": dict.fromkeys(
        ("Formatter", "LogRecord", "addLevelName", "getLevelName", "getLevelNamesMapping"), "log_records"
    )
    | dict.fromkeys(("Filter", "Filterer", "Handler", "NullHandler", "StreamHandler"), "log_handlers")
    | dict.fromkeys(
        (
            *("BASIC_FORMAT", "CRITICAL", "DEBUG", "ERROR", "FATAL", "INFO", "NOTSET", "WARN", "WARNING"),
            *("Logger", "LoggerAdapter"),
            *("basicConfig", "critical", "debug", "disable", "error", "exception"),
            *("fatal", "getLogger", "getLoggerClass", "info", "lastResort"),
            *("log", "makeLogRecord", "raiseExceptions", "root", "setLoggerClass", "shutdown", "warn", "warning"),
        ),
        "logs",
    ),
    "types": {"SimpleNamespace": "simple_namespace"},
    "warnings": dict.fromkeys(
        (
            *("WarningMessage", "catch_warnings", "deprecated", "filterwarnings", "formatwarning", "resetwarnings"),
            *("showwarning", "simplefilter", "warn", "warn_explicit"),
        ),
        "warns",
    ),
    "weakref": dict.fromkeys(
        ("ReferenceType", "WeakKeyDictionary", "WeakMethod", "WeakSet", "WeakValueDictionary", "ref"),
        "weak_references",
    ),
}
"""Which members of which modules are such texts, by the file in ``sources`` that holds them."""


_SOURCES = Path(__file__).parent / "sources"


class Texts:
    """The texts that one run has needed so far, each run afresh when it is first asked for."""

    def __init__(self, hooks: Hooks, table: dict[str, Any]) -> None:
        self._hooks = hooks
        self._table = table
        self._namespaces: dict[str, dict[str, Any]] = {}

    def contents(self, source: str) -> Mapping[str, Any]:
        """Return what a text of ``sources`` defines."""
        namespace = self._namespaces.get(source)
        if namespace is None:
            code, names = _code(source)
            self._table.update(self._hooks.table(names))
            namespace = self._namespaces[source] = {"__name__": source, "__builtins__": self._table}
            with self._hooks.without_steps():  # nobody may come in before it is whole
                exec(code, namespace)  # noqa: S102 - a text of ours
            for cls, name in _left_out(source):
                made = namespace.get(cls)
                if isinstance(made, type) and not hasattr(made, name):
                    setattr(made, name, _LeftOut(f"{cls}.{name}"))
        return namespace

    def member(self, place: str, name: str) -> Any:
        """Return a member of a module, given where it is defined, and under which name if that is another one."""
        source, _, other = place.partition(":")
        return self.contents(source)[other or name]

    def holds(self, namespace: object) -> bool:
        """Whether globals are those of one of the texts."""
        return any(namespace is each for each in self._namespaces.values())


class _LeftOut:
    """An attribute of a class that a text of ours stands for, and that the text has not."""

    _tl_visible: frozenset[str] = frozenset()

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, *_: object) -> NoReturn:
        raise refusal(f"uses {self._name}")


@cache
def _left_out(source: str) -> tuple[tuple[str, str], ...]:
    """Name what the classes have that a text stands for, each with its class, but for what it gives to instances."""
    given = {node.attr for node in ast.walk(ast.parse(_text(source))) if _is_stored(node)}
    found = []
    for module, members in SOURCES.items():
        for member in (name for name, place in members.items() if place == source):
            cls = getattr(import_module(module), member, None)
            if isinstance(cls, type):
                found += [(member, name) for name in dir(cls) if not name.startswith("_") and name not in given]
    return tuple(found)


def _is_stored(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)


def load_all() -> None:
    """Read and compile all texts, for a process that cannot open a file later."""
    for path in _SOURCES.glob("[a-z]*.py"):
        _code(path.stem)
        _left_out(path.stem)


@cache
def _text(source: str) -> str:
    return _SOURCES.joinpath(f"{source}.py").read_text(encoding="utf-8")


@cache
def _code(source: str) -> tuple[CodeType, frozenset[str]]:
    text = _text(source)
    code = instrument(text, f"library: {_title(text)}", library=True)
    return code, frozenset(names_in(code))


def _title(text: str) -> str:
    """Return what a text stands for, as stories call it: the last part of the first name that its docstring marks."""
    return text.split("``")[1].rpartition(".")[2]
