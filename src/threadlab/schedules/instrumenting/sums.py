"""Where a program adds to what it has read, and nothing else comes of that: ``n = n + 1``, or ``t = n``, ``n = t + 1``.

``n += 1`` says so itself.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Container

from threadlab.schedules.instrumenting.dataflow.places import is_named, same_place
from threadlab.schedules.language import walk

_BODIES = ("body", "orelse", "finalbody")
ADDING = (ast.Add, ast.Sub)
_LOOKS_AT_ALL = frozenset({"locals", "vars", "dir"})


class _Marked(ast.expr):
    _fields = ("value",)

    def __init__(self, value: ast.expr, target: ast.expr) -> None:
        super().__init__()
        self.value = value
        self.target = target  # where the summand is read, and the sum is written


class Summand(_Marked):
    """A read of a place that is only added to."""


class Added(_Marked):
    """What is added to a summand; what comes of that is written where that one was read."""


def mark_sums(tree: ast.Module) -> None:
    """Mark the summands of a text, and what is added to them."""
    for function in walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            parts = walk(function)
            names = Counter(part.id for part in parts if isinstance(part, ast.Name))
            shared = {name for part in parts if isinstance(part, ast.Global | ast.Nonlocal) for name in part.names}
            looked_at = _LOOKS_AT_ALL & names.keys() or any(isinstance(part, ast.ClassDef) for part in parts)
            passing = () if looked_at else {name for name, count in names.items() if count == 2} - shared
            for node in parts:
                for field in _BODIES:
                    block = getattr(node, field, None)
                    if isinstance(block, list):
                        _mark(block, passing)


def _mark(block: list[ast.stmt], passing: Container[str]) -> None:
    before: ast.Assign | None = None
    for node in block:
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
            before = None
            continue
        target, value = node.targets[0], node.value
        if _is_plain(target) and isinstance(value, ast.BinOp) and isinstance(value.op, ADDING):
            if same_place(target, value.left):
                value.left, value.right = _of(Summand, value.left, target), _of(Added, value.right, target)
            elif before is not None and _passes(before, value.left, passing) and same_place(target, before.value):
                before.value, value.right = _of(Summand, before.value, target), _of(Added, value.right, target)
        before = node


def _of(sort: type[Summand | Added], value: ast.expr, target: ast.expr) -> ast.expr:
    return value if isinstance(value, sort) else ast.copy_location(sort(value, target), value)


def _passes(assignment: ast.Assign, name: ast.expr, passing: Container[str]) -> bool:
    """Say whether a variable that nobody else uses is bound there."""
    return isinstance(name, ast.Name) and name.id in passing and same_place(assignment.targets[0], name)


def _is_plain(place: ast.expr) -> bool:
    """Say whether it makes no difference how often the owner of a place is looked up."""
    if isinstance(place, ast.Subscript):
        return isinstance(place.value, ast.Name) and isinstance(place.slice, ast.Name | ast.Constant)
    return is_named(place)
