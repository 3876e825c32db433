"""Counts of which a program only asks whether they are past some bound: beyond the last one all are alike.

A loop that polls and counts comes to ever new states; if it stops counting there, it comes round. That is an
abstraction (Cousot and Cousot, "Abstract interpretation", 1977), and an exact one: no comparison can tell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from threadlab.schedules.instrumenting.dataflow.unread import NAMING, REFLECTION, named
from threadlab.schedules.language import read, walk

MOST = 20  # up to which a count is followed: each is a state of its own

_COMPARING = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_Uses = tuple[Mapping[str, float], frozenset[str], frozenset[str]]


def saturating(texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the names of variables and attributes that are only set to numbers, counted up and compared with numbers.

    Each comes with the largest number that it is compared with. A loop counts each of them.
    """
    if not any("while" in text and "+=" in text for text in texts):
        return ()
    uses = [_uses(text) for text in texts]
    other = frozenset[str]().union(*(each[1] for each in uses))
    if other & REFLECTION:
        return ()
    found: dict[str, float] = {}
    for name in frozenset[str]().union(*(each[2] for each in uses)) - other:
        bounds = [compared[name] for compared, _, _ in uses if name in compared]
        if bounds and max(bounds) <= MOST:
            found[name] = max(bounds)
    return tuple(sorted(found.items()))


@lru_cache(maxsize=1024)
def _uses(text: str) -> _Uses:
    """Return the names in a text that are compared, those used in other ways, and those that a ``while`` counts."""
    try:
        nodes = walk(read(text))
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return {}, REFLECTION, frozenset()
    compared: dict[str, float] = {}
    counted: set[str] = set()
    harmless: set[int] = set()
    for node in nodes:
        for target in _set(node):
            harmless.add(id(target))
        for target, bound in _compared(node):
            harmless.add(id(target))
            compared[_name(target)] = max(bound, compared.get(_name(target), bound))
        if isinstance(node, ast.While):
            counted.update(_name(part.target) for part in walk(node) if isinstance(part, ast.AugAssign) and _set(part))
    other: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            if id(node) not in harmless:
                other.add(_name(node))
        elif node.__class__ in NAMING:
            other.update(named(node))
        elif isinstance(node, ast.MatchClass):
            other.update(node.kwd_attrs)
    return compared, frozenset(other), frozenset(counted)


def _set(node: ast.AST) -> list[ast.expr]:
    """Return what a statement sets to a number, or counts up."""
    match node:
        case ast.Assign(targets=targets, value=value) if _number(value) is not None:
            return [target for target in targets if _is_place(target)]
        case ast.AugAssign(target=target, op=ast.Add(), value=value) if _is_place(target):
            return [target] if (_number(value) or 0) > 0 else []
        case _:
            return []


def _compared(node: ast.AST) -> Iterator[tuple[ast.expr, float]]:
    """Give what is compared with numbers only, and the largest of these."""
    if not isinstance(node, ast.Compare) or not all(isinstance(op, _COMPARING) for op in node.ops):
        return
    sides = [node.left, *node.comparators]
    numbers = [number for number in map(_number, sides) if number is not None]
    places = [side for side in sides if _is_place(side)]
    if len(places) == 1 and len(numbers) == len(sides) - 1:
        yield places[0], max(numbers)


def _number(node: ast.expr) -> float | None:
    """Return the number that an expression is, None if it is none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _number(node.operand)
        return None if number is None else -number
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None


def _is_place(node: ast.expr) -> bool:
    """Whether this is a variable, or an attribute of one."""
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
