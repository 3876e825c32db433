"""What a program's text says about how much of its threads' knowledge can be forgotten.

Iterators and generators keep a state that nobody can look at. Where a text keeps one, beyond the call or loop that made
it, nothing is forgotten: states are then equal less often, but what is said to be equal still is.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from threadlab.schedules.instrumenting.dataflow.unread import NOTHING_UNREAD, Unread
from threadlab.schedules.language import nodes_of

_ITERATORS = frozenset({"iter", "next", "filter", "map", "zip", "enumerate", "reversed"})
_ITERTOOLS = frozenset(name for name in dir(itertools) if not name.startswith("_"))
_CONSUMERS = frozenset(
    {"all", "any", "bytes", "dict", "frozenset", "join", "len", "list", "max", "min", "set", "sorted", "sum"}
)
_CONSUMERS |= {"tuple", "extend", "update"}
_MODULES = frozenset({"functools", "contextlib", "copy", "weakref"})
_ENDLESS = frozenset({"count", "cycle", "iter", "repeat"})
_IDENTITY = (ast.Is, ast.IsNot)


@dataclass(frozen=True, slots=True)
class Traits:
    """Whether a program's threads forget, whether it asks if two values are the same object, and what nobody reads.

    ``ends`` says that each of its loops goes through something, so that it comes to an end.
    """

    forgets: bool
    identity: bool
    ends: bool
    unread: Unread = NOTHING_UNREAD


def traits(texts: Iterable[str], unread: Unread) -> Traits:
    """Return what the texts of a program say."""
    found = [_traits(text) for text in texts]
    forgets, ends = all(each.forgets for each in found), all(each.ends for each in found)
    return Traits(forgets, any(each.identity for each in found), ends, unread)


@lru_cache(maxsize=1024)
def _traits(text: str) -> Traits:
    nodes = nodes_of(text)
    used_up = {id(each) for node in nodes for each in _used_up(node)}
    forgets, identity = True, False
    iterators = _ITERATORS | _ITERTOOLS if "itertools" in text else _ITERATORS
    for node in nodes:
        if isinstance(node, ast.Yield | ast.YieldFrom | ast.AsyncFunctionDef):
            forgets = False
        elif isinstance(node, ast.GeneratorExp) or (
            isinstance(node, ast.Name | ast.Attribute) and _name(node) in iterators
        ):
            forgets = forgets and id(node) in used_up
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            forgets = forgets and not any(name.partition(".")[0] in _MODULES for name in names)
        elif isinstance(node, ast.Compare) and any(isinstance(op, _IDENTITY) for op in node.ops):
            identity = identity or not any(isinstance(each, ast.Constant) for each in (node.left, *node.comparators))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id":
            identity = True
    return Traits(forgets, identity, ends=not any(map(_may_go_on_for_ever, nodes)))


def _may_go_on_for_ever(node: ast.AST) -> bool:
    return isinstance(node, ast.While) or (isinstance(node, ast.Call) and _name(node.func) in _ENDLESS)


def _used_up(node: ast.AST) -> Iterable[ast.AST]:
    """Give the generators and calls of iterators inside of a node that are at their end when it is."""
    if isinstance(node, ast.For | ast.comprehension):
        yield from _of_iterator(node.iter)
    elif isinstance(node, ast.Call):
        function = node.func
        name = _name(function)
        if name in _CONSUMERS or name in (_ITERATORS | _ITERTOOLS) - {"next"}:
            for argument in node.args:
                yield argument
                yield from _of_iterator(argument)
                if isinstance(argument, ast.Starred):
                    yield argument.value


def _of_iterator(node: ast.expr) -> Iterable[ast.AST]:
    if isinstance(node, ast.Call):
        yield node.func
    yield node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
