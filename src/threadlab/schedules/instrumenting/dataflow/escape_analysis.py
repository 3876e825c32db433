"""Lists that never leave the function that makes them: no other thread can see them, so using them is no step."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.dataflow.lost_variables import LostVariables
from threadlab.schedules.instrumenting.visiting import handles


def private_lists(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Return the variables of a function that hold nothing but such lists.

    Each is bound to a list display or comprehension only, and read only to go through it, to subscript it or to
    append to it. Whatever else is done with it might let it out.
    """
    found = _uses(function)
    return frozenset() if found.generator else frozenset(found.made - found.lost)


def unread_lists(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Return those of its private lists to which a function only ever appends: what is in them makes no difference."""
    return private_lists(function) - _uses(function).read


def _uses(function: ast.FunctionDef | ast.AsyncFunctionDef) -> _Uses:
    found = _Uses()
    for statement in function.body:
        found.visit(statement)
    return found


class _Uses(LostVariables):
    def __init__(self) -> None:
        super().__init__()
        self.made: set[str] = set()
        self.read: set[str] = set()  # gone through, or subscripted
        self.generator = False  # whose frame goes from thread to thread
        self._gone_through: list[str] = []  # what the loops around go through: to append to that may never end

    @handles(ast.Assign)
    def _assignment(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if len(node.targets) == 1 and isinstance(target, ast.Name) and isinstance(node.value, ast.List | ast.ListComp):
            self.made.add(target.id)
            self.visit(node.value)
        else:
            self.generic_visit(node)

    @handles(ast.For)
    def _loop(self, node: ast.For) -> None:
        name = self._going_through(node.iter)
        self.visit(node.target)
        self._gone_through.append(name)
        for statement in node.body:
            self.visit(statement)
        self._gone_through.pop()
        for statement in node.orelse:
            self.visit(statement)

    @handles(ast.ListComp, ast.SetComp, ast.DictComp)
    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> None:
        names = [self._going_through(part.iter) for part in node.generators]
        self._gone_through += names
        for child in ast.iter_child_nodes(node):
            for part in [child.target, *child.ifs] if isinstance(child, ast.comprehension) else [child]:
                self.visit(part)
        del self._gone_through[-len(names) :]

    def _going_through(self, iterable: ast.expr) -> str:
        if isinstance(iterable, ast.Name):
            self.read.add(iterable.id)
            return iterable.id
        self.visit(iterable)
        return ""

    @handles(ast.Call)
    def _call(self, node: ast.Call) -> None:
        function = node.func
        if not (
            isinstance(function, ast.Attribute)
            and function.attr == "append"
            and isinstance(function.value, ast.Name)
            and function.value.id not in self._gone_through
        ):
            self.visit(function)
        for argument in (*node.args, *node.keywords):
            self.visit(argument)

    @handles(ast.Subscript)
    def _subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load):
            self.read.add(node.value.id)
        else:
            self.visit(node.value)
        self.visit(node.slice)

    @handles(ast.Yield, ast.YieldFrom)
    def _yield(self, node: ast.Yield | ast.YieldFrom) -> None:
        self.generator = True
        self.generic_visit(node)
