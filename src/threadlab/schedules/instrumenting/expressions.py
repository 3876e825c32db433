"""Rewriting expressions: every read of what threads can share becomes a call of a hook."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from threadlab.schedules.instrumenting.dataflow.numbers import is_numeric
from threadlab.schedules.instrumenting.dataflow.random_sleeps import lasts_as_long_as_drawn
from threadlab.schedules.instrumenting.rewriting import PREFIX, Rewriting, placed
from threadlab.schedules.instrumenting.visiting import handles

OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Mult: "mul",
    ast.Sub: "sub",
    ast.BitOr: "or",
    ast.BitAnd: "and",
    ast.BitXor: "xor",
    ast.Mod: "mod",
}
"""The operators that containers have; a ``%`` shows what stands right of it."""

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.In: "in",
    ast.NotIn: "not_in",
    ast.Is: "is",
    ast.IsNot: "is_not",
}

READING_CLASSES = frozenset(
    {
        *("bool", "bytearray", "bytes", "dict", "enumerate", "filter", "frozendict", "frozenset", "list", "map"),
        *("reversed", "set", "str", "tuple", "type", "zip"),
    }
)
"""Built-in classes that read what they are given; the hook is at the call, for ``isinstance`` needs the class."""


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a literal that holds nothing."""
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand)
    return isinstance(node, ast.Constant)


def is_settled(node: ast.expr) -> bool:
    """Whether an expression is sure to be a bool or a literal, so that its truth is no step."""
    if isinstance(node, ast.Compare | ast.Constant):
        return True
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


class Expressions(Rewriting):
    """Names, attributes, subscripts, calls, displays and operators."""

    @handles(ast.Name)
    def _name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load):
            return node
        return self.read(node)

    @handles(ast.Attribute)
    def _attribute(self, node: ast.Attribute) -> ast.expr:
        if self._of_module(node):
            return node
        return self.hook("read_attribute", node, self.expr(node.value), self.mangled(node.attr), self.text(node))

    def _of_module(self, node: ast.Attribute) -> bool:
        """Whether an attribute is one of a module, which no program can change."""
        name = node.value
        return (
            isinstance(name, ast.Name)
            and not node.attr.startswith("_")
            and self.scopes.home(self.scope, self.mangled(name.id)) is self.scopes.module
            and self.scopes.meaning(name.id) == {"module"}
        )

    @handles(ast.Subscript)
    def _subscript(self, node: ast.Subscript) -> ast.expr:
        return self.hook("read_item", node, self.expr(node.value), self.index(node.slice), self.text(node))

    def index(self, node: ast.expr) -> ast.expr:
        """A subscript as an expression: slices become ``slice`` objects."""
        if isinstance(node, ast.Slice):
            parts = [ast.Constant(None) if part is None else self.expr(part) for part in (node.lower, node.upper)]
            parts += [self.expr(node.step)] if node.step is not None else []
            return self.hook("slice", node, *parts)
        if isinstance(node, ast.Tuple):
            return placed(ast.Tuple([self.index(part) for part in node.elts], ast.Load()), node)
        return self.expr(node)

    # -- calls and displays ------------------------------------------------------------------------------------

    @handles(ast.Call)
    def _call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute) and not self._of_module(function):
            name = self.mangled(function.attr)
            callee: ast.expr = self.hook("method", function, self.expr(function.value), name, self.text(function))
        elif self.test and isinstance(function, ast.Name) and function.id == "isinstance":
            callee = self.load(f"{PREFIX}is_instance", function)
        elif isinstance(function, ast.Name) and self._just_runs(function.id):
            callee = self.expr(function)
        else:
            callee = self.hook("callee", function, self.expr(function))
        if self.careless:
            callee = self.hook("careless", function, callee)
        lasts = self.careless or lasts_as_long_as_drawn(node, self.unread.trusted)
        before, self.careless = self.careless, lasts
        call = ast.Call(callee, self.elements(node.args), [self._keyword(word) for word in node.keywords])
        self.careless = before
        placed(call, node)
        if not self.forgetting or (isinstance(call.func, ast.Name) and call.func.id == "super"):
            return call
        return self.hook("back", call, self.hook("mark", call), call)

    @contextmanager
    def drawing(self, *, only_for_a_sleep: bool) -> Iterator[None]:
        """Rewrite where what is drawn at random says at most how long a sleep is."""
        before, self.careless = self.careless, only_for_a_sleep
        yield
        self.careless = before

    def _just_runs(self, name: str) -> bool:
        """Whether calling a name needs no hook: a function of this text, or a built-in one that has its own."""
        if name == "super":
            return True
        standing, home = self.standing(name)
        if standing != "plain" or home is not self.scopes.module:
            return False
        return self.scopes.meaning(name) == {"function"} or (self.is_builtin(name) and name not in READING_CLASSES)

    @handles(ast.keyword)
    def _keyword(self, node: ast.keyword) -> ast.keyword:
        value = self.expr(node.value)
        if node.arg is None:
            value = self.hook("unpacked", node.value, value, self.text(node.value))
        return placed(ast.keyword(node.arg, value), node)

    def elements(self, nodes: list[ast.expr]) -> list[ast.expr]:
        """The elements of a call or a display: what follows a star is read whole."""
        elements: list[ast.expr] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                value = self.hook("unpacked", node.value, self.expr(node.value), self.text(node.value))
                elements.append(placed(ast.Starred(value, ast.Load()), node))
            else:
                elements.append(self.expr(node))
        return elements

    @handles(ast.List, ast.Tuple, ast.Set)
    def _display(self, node: ast.List | ast.Tuple | ast.Set) -> ast.expr:
        if isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load):
            node.elts = self.elements(node.elts)
        return node

    @handles(ast.Dict)
    def _dict(self, node: ast.Dict) -> ast.expr:
        for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            if key is None:
                node.values[index] = self.hook("unpacked", value, self.expr(value), self.text(value))
            else:
                node.keys[index] = self.expr(key)
                node.values[index] = self.expr(value)
        return node

    @handles(ast.FormattedValue)
    def _formatted(self, node: ast.FormattedValue) -> ast.expr:
        if not is_literal(node.value):
            node.value = self.hook("shown", node.value, self.expr(node.value), self.text(node.value))
        if node.format_spec is not None:
            node.format_spec = self.expr(node.format_spec)
        return node

    # -- operators ---------------------------------------------------------------------------------------------

    @handles(ast.BinOp)
    def _binary(self, node: ast.BinOp) -> ast.expr:
        name = OPERATORS.get(type(node.op))
        plain = name is None or self._arithmetic(node, name)
        left, right = self.expr(node.left), self.expr(node.right)
        if plain:
            return placed(ast.BinOp(left, node.op, right), node)
        return self.hook(f"binary_{name}", node, left, right)

    def _arithmetic(self, node: ast.BinOp, name: str) -> bool:
        """Whether an operation reads no container: with a number only ``*`` takes one, and ``%`` at its right."""
        if is_literal(node.left) and is_literal(node.right):
            return True
        left, right = is_numeric(node.left, self.numbers), is_numeric(node.right, self.numbers)
        if name == "mul":
            return left and right
        return left or (right and name != "mod")

    def truth(self, node: ast.expr) -> ast.expr:
        """An expression whose truth is about to be asked."""
        if isinstance(node, ast.BoolOp):
            node.values = [self.truth(value) for value in node.values]
            return node
        if is_settled(node):
            return self.expr(node)
        return self.hook("truth", node, self.expr(node), self.text(node))

    @handles(ast.BoolOp)
    def _either(self, node: ast.BoolOp) -> ast.expr:
        *asked, last = node.values
        node.values = [*(self.truth(value) for value in asked), self.expr(last)]
        return node

    @handles(ast.UnaryOp)
    def _unary(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self.truth(node.operand) if isinstance(node.op, ast.Not) else self.expr(node.operand)
        return node

    @handles(ast.IfExp)
    def _if(self, node: ast.IfExp) -> ast.expr:
        node.test, node.body, node.orelse = self.truth(node.test), self.expr(node.body), self.expr(node.orelse)
        return node

    @handles(ast.Compare)
    def _compare(self, node: ast.Compare) -> ast.expr:
        operands = [node.left, *node.comparators]
        names = tuple(COMPARISONS[type(op)] for op in node.ops)
        visited = self.exprs(operands)
        if self.module and not {"is", "is_not"}.isdisjoint(names):
            visited = [each if is_literal(each) else self.hook("known", each, each) for each in visited]
        if all(map(self._harmless, names, operands, operands[1:])):
            return placed(ast.Compare(visited[0], node.ops, visited[1:]), node)
        if self.test:
            if len(names) == 1:
                return self.hook(f"same_{names[0]}", node, *visited)
            return self.hook("same_chain", node, names, *visited)
        if len(names) == 1:
            return self.hook(f"compare_{names[0]}", node, *visited)
        # In a chain each operand but the outer ones is compared twice; what holds things is compared as a copy.
        shown = [self.hook("snapshot", operand, operand) for operand in visited]
        return placed(ast.Compare(shown[0], node.ops, list(shown[1:])), node)

    def _harmless(self, name: str, left: ast.expr, right: ast.expr) -> bool:
        """Whether a comparison is sure to read no container, and is no test's."""
        if name in ("is", "is_not"):
            return True
        if self.test or name in ("in", "not_in"):
            return False
        return any(is_literal(side) or is_numeric(side, self.numbers) for side in (left, right))

    @handles(ast.NamedExpr)
    def _assignment_expression(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.written(node.target.id, self.expr(node.value), node)
        return node
