"""Which global variables and attributes of a program nobody ever reads: a count of heartbeats that is never looked at.

What they hold makes no difference, so to write them is no step, and a loop that only counts in one gets on with
nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from threadlab.schedules.instrumenting.dataflow.trusted import trusted
from threadlab.schedules.language import nodes_of

REFLECTION = frozenset(
    {
        *("getattr", "setattr", "hasattr", "delattr", "vars", "dir", "globals", "locals", "dataclass", "attrgetter"),
        *(
            "methodcaller",
            "__dict__",
            "__slots__",
            "__getattr__",
            "__getattribute__",
            "__setattr__",
            "copy",
            "deepcopy",
            "SimpleNamespace",
        ),
    }
)
"""Names by which attributes are used that the text does not name."""


class Unread(NamedTuple):
    """The names that nobody reads."""

    variables: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    bounds: tuple[tuple[str, float], ...] = ()  # of counts, past which nobody tells one from another
    periods: tuple[tuple[str, int], ...] = ()  # of those of them that go round then
    trusted: frozenset[str] = frozenset()  # what waits, sleeps, draws or calculates and is surely the library's


class _Names(NamedTuple):
    """The names in one text: those that are only ever set to numbers or counted up, and those used in other ways."""

    counted: frozenset[str]
    used: frozenset[str]
    counted_attributes: frozenset[str]
    used_attributes: frozenset[str]


NOTHING_UNREAD = Unread()
_COUNTS = re.compile(r"[-+]=\s*[.\d]")


def unread(texts: Sequence[str]) -> Unread:
    """Return what is written in the texts of one program, and read in none of them."""
    sure = trusted(texts)
    if not any(_COUNTS.search(text) for text in texts):
        return Unread(trusted=sure)
    names = [_names(text) for text in texts]
    used = frozenset[str]().union(*(each.used for each in names))
    used_attributes = frozenset[str]().union(*(each.used_attributes for each in names))
    variables = frozenset[str]().union(*(each.counted for each in names)) - used
    if "globals" in used:
        return Unread(trusted=sure)
    if (used | used_attributes) & REFLECTION:
        return Unread(variables, trusted=sure)
    attributes = frozenset[str]().union(*(each.counted_attributes for each in names)) - used_attributes - used
    return Unread(variables, frozenset(name for name in attributes if not name.startswith("__")), trusted=sure)


@lru_cache(maxsize=1024)
def _names(text: str) -> _Names:
    try:
        nodes = nodes_of(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return _Names(frozenset(), frozenset(), frozenset(), frozenset())
    counting = {id(target) for node in nodes if node.__class__ in _COUNTING for target in _counted(node)}
    counted: set[str] = set()
    used: set[str] = set()
    counted_attributes: set[str] = set()
    used_attributes: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            (counted if id(node) in counting else used).add(node.id)
        elif isinstance(node, ast.Attribute):
            (counted_attributes if id(node) in counting else used_attributes).add(node.attr)
            if node.attr in _FORMATTING and not isinstance(node.value, ast.Constant):
                used_attributes.add("getattr")  # whatever stands in what is not written out here
        elif node.__class__ in NAMING:
            used.update(named(node))
        elif isinstance(node, ast.MatchClass):
            used_attributes.update(node.kwd_attrs)
    return _Names(*map(frozenset, (counted, used, counted_attributes, used_attributes)))


_FORMATTING = frozenset({"format", "format_map", "vformat", "get_field"})
_COUNTING = frozenset({ast.Assign, ast.AugAssign})
NAMING = frozenset(
    {
        *(ast.arg, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.alias, ast.Constant, ast.ExceptHandler),
        *(ast.MatchAs, ast.MatchStar, ast.MatchMapping),
    }
)


def named(node: ast.AST) -> list[str]:
    """Return the names that a node mentions which is no name itself; those in a text may be looked for by it."""
    match node:
        case ast.Constant(value=str(text)):
            return re.findall(r"\w+", text)
        case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.alias(name=whole, asname=other):
            return [(other or whole).split(".")[0]]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case ast.MatchMapping(rest=str(name)):
            return [name]
        case _:
            return []


def _counted(node: ast.AST) -> list[ast.expr]:
    """Return the targets that a statement sets to a number, or counts up by one."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=places)], value=ast.Tuple(elts=values)) if len(places) == len(values):
            return [place for place, value in zip(places, values, strict=True) if _is_number(value)]
        case ast.Assign(targets=targets, value=value) if _is_number(value):
            return targets
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub(), value=value) if _is_number(value):
            return [target]
        case _:
            return []


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)
