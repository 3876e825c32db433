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

from threadlab.schedules.language import walk

_REFLECTION = frozenset(
    {
        *("getattr", "setattr", "hasattr", "delattr", "vars", "dir", "globals", "locals", "dataclass", "attrgetter"),
        *(
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
    if not any(_COUNTS.search(text) for text in texts):
        return NOTHING_UNREAD
    names = [_names(text) for text in texts]
    used = frozenset[str]().union(*(each.used for each in names))
    used_attributes = frozenset[str]().union(*(each.used_attributes for each in names))
    variables = frozenset[str]().union(*(each.counted for each in names)) - used
    if (used | used_attributes) & _REFLECTION:
        return Unread(variables)
    attributes = frozenset[str]().union(*(each.counted_attributes for each in names)) - used_attributes - used
    return Unread(variables, frozenset(name for name in attributes if not name.startswith("__")))


@lru_cache(maxsize=1024)
def _names(text: str) -> _Names:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return _Names(frozenset(), frozenset(), frozenset(), frozenset())
    nodes = walk(tree)
    counting = {id(target) for node in nodes for target in _counted(node)}
    found: dict[tuple[type, bool], set[str]] = {
        (sort, counted): set() for sort in (ast.Name, ast.Attribute) for counted in (True, False)
    }
    for node in nodes:
        if isinstance(node, ast.Name):
            found[ast.Name, id(node) in counting].add(node.id)
        elif isinstance(node, ast.Attribute):
            found[ast.Attribute, id(node) in counting].add(node.attr)
        elif isinstance(node, ast.arg):
            found[ast.Name, False].add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[ast.Name, False].add(node.name)
        elif isinstance(node, ast.alias):
            found[ast.Name, False].add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found[ast.Name, False].update(re.findall(r"\w+", node.value))
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found[ast.Name, False].add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found[ast.Name, False].add(node.rest)
        elif isinstance(node, ast.MatchClass):
            found[ast.Attribute, False].update(node.kwd_attrs)
    return _Names(*(frozenset(names) for names in found.values()))


def _counted(node: ast.AST) -> list[ast.expr]:
    """Return the targets that a statement sets to a number, or counts up by one."""
    match node:
        case ast.Assign(targets=targets, value=value) if _is_number(value):
            return targets
        case ast.AugAssign(target=target, op=ast.Add() | ast.Sub(), value=value) if _is_number(value):
            return [target]
        case _:
            return []


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)
