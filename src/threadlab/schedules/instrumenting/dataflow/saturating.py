"""Counts of which a program only asks whether they are past some bound: beyond the last one all are alike.

A loop that polls and counts comes to ever new states; if it stops counting there, it comes round. That is an
abstraction (Cousot and Cousot, "Abstract interpretation", 1977), and an exact one: no comparison can tell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from threadlab.schedules.instrumenting.dataflow.trusted import LOOKING
from threadlab.schedules.instrumenting.dataflow.unread import NAMING, REFLECTION, named
from threadlab.schedules.language import nodes_of, walk

MOST = 20  # up to which a count is followed: each is a state of its own

_COMPARING = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_LOOKING = LOOKING | {"print"}
"""Names by which a program prints in its own way, or looks at what was printed."""


class _Uses(NamedTuple):
    """The names in a text: those that are compared, printed, counted by a ``while``, and those used in other ways."""

    compared: Mapping[str, float]
    printed: frozenset[str]
    counted: frozenset[str]
    other: frozenset[str]


def saturating(texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the names of what is only set to numbers, counted up, compared with numbers, and printed.

    These are variables and attributes. Each comes with the largest number that it is compared with. A loop counts each
    of them, and nobody looks at what is printed. A count of which the test may find that it is too large is none of
    them, for then it is told how it came to be so large.

    Args:
        texts: those of the cells, and last that of the test.
    """
    if not any("while" in text and "+=" in text for text in texts):
        return ()
    uses = [_uses(text) for text in texts]
    other = frozenset[str]().union(*(each.other for each in uses))
    if other & REFLECTION:
        return ()
    other |= _may_be_too_large(texts[-1])
    printed = frozenset[str]().union(*(each.printed for each in uses))
    if other & _LOOKING:
        other |= printed
    found: dict[str, float] = {}
    for name in frozenset[str]().union(*(each.counted for each in uses)) - other:
        bounds = [each.compared[name] for each in uses if name in each.compared] + [0] * (name in printed)
        if bounds and max(bounds) <= MOST:
            found[name] = max(bounds)
    return tuple(sorted(found.items()))


@lru_cache(maxsize=1024)
def _uses(text: str) -> _Uses:
    try:
        nodes = nodes_of(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return _Uses({}, frozenset(), frozenset(), REFLECTION)
    compared: dict[str, float] = {}
    printed: set[str] = set()
    counted: set[str] = set()
    harmless: set[int] = set()
    for node in nodes:
        for target in _set(node):
            harmless.add(id(target))
        for target, bound in _compared(node):
            harmless.add(id(target))
            compared[_name(target)] = max(bound, compared.get(_name(target), bound))
        for target in _printed(node):
            harmless.add(id(target))
            printed.add(_name(target))
        if isinstance(node, ast.While):
            counted.update(_name(part.target) for part in walk(node) if isinstance(part, ast.AugAssign) and _set(part))
    other: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            if id(node) not in harmless:
                other.add(_name(node))
        elif node.__class__ in NAMING and id(node) not in harmless:
            other.update(named(node))
        elif isinstance(node, ast.MatchClass):
            other.update(node.kwd_attrs)
    return _Uses(compared, frozenset(printed - {"print", ""}), frozenset(counted), frozenset(other))


@lru_cache(maxsize=1024)
def _may_be_too_large(test: str) -> frozenset[str]:
    """Return the names in what a test asserts, but for those of which it only asserts that they are large enough."""
    asserted = [node.test for node in nodes_of(test) if isinstance(node, ast.Assert)]
    found: set[str] = set()
    for condition in asserted:
        if isinstance(condition, ast.BoolOp):
            asserted += condition.values
        elif not _is_least(condition):
            found.update(_name(part) for part in walk(condition) if isinstance(part, ast.expr) and _is_place(part))
    return frozenset(found)


def _is_least(condition: ast.expr) -> bool:
    """Whether a condition fails of no count that is past the number it is compared with."""
    match condition:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE()]):
            return _is_place(left)
        case ast.Compare(ops=[ast.Lt() | ast.LtE()], comparators=[right]):
            return _is_place(right)
        case ast.Compare(ops=[ast.NotEq()]):
            return True
        case _:
            return False


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


def _printed(node: ast.AST) -> Iterator[ast.expr]:
    """Give what is printed, by itself or within a text, the texts around it, and the name by which it is."""
    match node:
        case ast.Call(func=ast.Name(id="print") as function, args=args) if all(
            word.arg in ("sep", "end", "flush") for word in node.keywords
        ):
            yield function
            for argument in args:
                parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                for part in parts:
                    shown = part.value if isinstance(part, ast.FormattedValue) and part.format_spec is None else part
                    if _is_place(shown) or isinstance(shown, ast.Constant):
                        yield shown
        case _:
            pass


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
