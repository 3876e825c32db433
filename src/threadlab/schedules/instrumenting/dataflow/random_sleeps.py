"""Random numbers that only say how long a sleep is: what is drawn there does not matter, for a sleep orders nothing."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.dataflow.lost_variables import LostVariables
from threadlab.schedules.instrumenting.dataflow.places import name_of
from threadlab.schedules.instrumenting.visiting import handles
from threadlab.schedules.language import walk

DRAWS = frozenset(
    {
        *("random", "uniform", "triangular", "randint", "randrange", "choice", "betavariate", "expovariate", "gauss"),
        *("gammavariate", "lognormvariate", "normalvariate", "paretovariate", "weibullvariate", "getrandbits"),
        *("randbelow", "abs", "float", "int", "max", "min", "round"),
    }
)
"""Functions that draw, or that only calculate."""

WAITS = frozenset({"acquire", "get", "join", "result", "wait"})
ARITHMETIC = (ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.Attribute)


def only_calculates(value: ast.expr, trusted: frozenset[str]) -> bool:
    """Say whether an expression is made of numbers, variables, draws and arithmetic.

    Args:
        value: the expression.
        trusted: names of functions that are surely the library's.
    """
    parts, draws = walk(value), DRAWS & trusted
    return all(
        isinstance(part, ARITHMETIC) or (isinstance(part, ast.Call) and name_of(part.func) in draws) for part in parts
    ) or (isinstance(value, ast.Call) and name_of(value.func) == "choice" and "choice" in draws and _of_numbers(value))


def _of_numbers(call: ast.Call) -> bool:
    displays = (ast.List, ast.Tuple, ast.Constant, ast.UnaryOp)
    return all(isinstance(part, displays) for argument in call.args for part in walk(argument))


def lasts_as_long_as_drawn(call: ast.Call, trusted: frozenset[str]) -> bool:
    """Say whether a call is a sleep, or a wait, whose length is calculated on the spot."""
    name = name_of(call.func)
    if name not in trusted:
        return False
    lengths = [*call.args, *(word.value for word in call.keywords)]
    if len(lengths) != 1 or not only_calculates(lengths[0], trusted):
        return False
    return name == "sleep" if call.args else call.keywords[0].arg == "timeout" and name in WAITS


def only_for_sleeps(function: ast.FunctionDef | ast.AsyncFunctionDef, trusted: frozenset[str]) -> frozenset[str]:
    """Return the variables of a function that are calculated and then only slept for, or printed."""
    found = _Uses(trusted)
    for statement in function.body:
        found.visit(statement)
    return frozenset(found.calculated - found.lost)


class _Uses(LostVariables):
    def __init__(self, trusted: frozenset[str]) -> None:
        super().__init__()
        self.trusted = trusted
        self.calculated: set[str] = set()

    @handles(ast.Assign)
    def _assignment(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if len(node.targets) == 1 and isinstance(target, ast.Name) and only_calculates(node.value, self.trusted):
            self.calculated.add(target.id)
            self.visit(node.value)
        else:
            self.generic_visit(node)

    @handles(ast.Call)
    def _call(self, node: ast.Call) -> None:
        if lasts_as_long_as_drawn(node, self.trusted):
            return
        if name_of(node.func) == "print" and isinstance(node.func, ast.Name):
            for argument in node.args:
                if not isinstance(argument, ast.Name):
                    self._shown(argument)
            return
        self.generic_visit(node)

    def _shown(self, node: ast.AST) -> None:
        """Go through what is printed: a variable in an f-string is only shown."""
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
            return
        if isinstance(node, ast.JoinedStr | ast.FormattedValue):
            for part in ast.iter_child_nodes(node):
                self._shown(part)
        else:
            self.visit(node)
