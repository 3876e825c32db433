"""Local variables that hold nothing but numbers: to compute with them reads no container, and so is no step.

A variable holds numbers if every binding of it computes with literals and with such variables, or is the target of a
``for`` over ``range``; the largest set of which that is true is meant (a greatest fixed point, as of the types that an
expression may have in Kam and Ullman, "Monotone data flow analysis frameworks", 1977).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator

from threadlab.schedules.instrumenting.visiting import Visitor, handles
from threadlab.schedules.language import walk

COMPUTING = frozenset({ast.BinOp, ast.AugAssign, ast.Compare})


def number_variables(
    function: ast.FunctionDef | ast.AsyncFunctionDef, own: Iterable[ast.AST], is_builtin: Callable[[str], bool]
) -> frozenset[str]:
    """Return the variables of a function that hold nothing but numbers and are captured by nobody.

    Args:
        function: the function.
        own: what is inside of it, but not what is inside functions that it makes; if nothing computes there, nobody
            asks.
        is_builtin: whether a name means the built-in function there.
    """
    if not any(node.__class__ in COMPUTING for node in own):
        return frozenset()
    found = _Bindings(is_builtin)
    arguments = function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if argument is not None:
            found.lost.add(argument.arg)
    for statement in function.body:
        found.visit(statement)
    numbers = found.bound.keys() - found.lost
    while wrong := {name for name in numbers if not all(is_numeric(value, numbers) for value in found.bound[name])}:
        numbers -= wrong
    return frozenset(numbers)


def is_numeric(node: ast.expr, variables: Collection[str] = ()) -> bool:
    """Whether an expression is sure to be a number, or to raise, if these variables hold numbers."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float | complex)
    if isinstance(node, ast.Name):
        return node.id in variables
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.op, ast.Not) and is_numeric(node.operand, variables)
    return isinstance(node, ast.BinOp) and is_numeric(node.left, variables) and is_numeric(node.right, variables)


class _Bindings(Visitor):
    """What each variable is bound to, and which are bound in a way that says nothing."""

    def __init__(self, is_builtin: Callable[[str], bool]) -> None:
        self.bound: dict[str, list[ast.expr]] = {}
        self.lost: set[str] = set()
        self._is_builtin = is_builtin

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.bound.setdefault(target.id, []).append(value)
        else:
            self.visit(target)

    @handles(ast.Name)
    def _name(self, node: ast.Name) -> None:
        """Whatever is bound elsewhere, as by ``with`` or in a tuple, may be anything."""
        if not isinstance(node.ctx, ast.Load):
            self.lost.add(node.id)

    @handles(ast.Assign)
    def _assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._bind(target, node.value)

    @handles(ast.AugAssign)
    def _augmented(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        self._bind(node.target, node.value)

    @handles(ast.For)
    def _loop(self, node: ast.For) -> None:
        iterated = node.iter
        ranges = isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) and iterated.func.id == "range"
        if ranges and self._is_builtin("range"):
            self._bind(node.target, ast.Constant(0))
        else:
            self.visit(node.target)
        self.visit(iterated)
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    @handles(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
    def _inner(self, node: ast.AST) -> None:
        """What an inner function mentions may be its own or may be bound there."""
        self.lost.update(_names(node))

    @handles(ast.Global, ast.Nonlocal, ast.ExceptHandler, ast.Import, ast.ImportFrom, ast.MatchAs, ast.MatchStar)
    def _named(self, node: ast.AST) -> None:
        self.lost.update(_names(node))
        self.generic_visit(node)

    @handles(ast.MatchMapping)
    def _rest(self, node: ast.MatchMapping) -> None:
        self.lost.update({node.rest} if node.rest else ())
        self.generic_visit(node)


def _names(node: ast.AST) -> Iterator[str]:
    """Give the names that a node binds or mentions, inside of it, too."""
    for part in walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Global | ast.Nonlocal):
            yield from part.names
        elif isinstance(part, ast.alias):
            yield (part.asname or part.name).partition(".")[0]
        elif isinstance(part, ast.arg):
            yield part.arg
        elif name := getattr(part, "name", None):
            yield name
