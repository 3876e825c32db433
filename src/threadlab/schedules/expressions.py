"""Rewriting expressions: every read of what threads can share becomes a call of a hook."""

from __future__ import annotations

import ast

from threadlab.schedules.rewriting import BUILTIN_NAMES, BUILTIN_TYPES, Rewriting
from threadlab.schedules.scopes import Comprehension

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
}

CONTROLLED = frozenset(
    "Lock RLock Condition Semaphore BoundedSemaphore Event Barrier Thread Timer Queue LifoQueue PriorityQueue "
    "SimpleQueue ThreadPoolExecutor local Recorder".split()
)
"""What the program names is worth keeping for: a lock in a local variable is called as that variable."""


FRESH = (ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.List, ast.Tuple, ast.Set, ast.Dict)
"""Expressions that make a new object, which no other thread can know yet."""


def is_scalar(node: ast.expr) -> bool:
    """Whether an expression is a literal that holds nothing."""
    if isinstance(node, ast.UnaryOp):
        return is_scalar(node.operand)
    return isinstance(node, ast.Constant)


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex)


def is_boolean(node: ast.expr) -> bool:
    """Whether an expression is sure to be a bool or a literal, so that its truth is no step."""
    if isinstance(node, ast.Compare):
        return True
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))


class Expressions(Rewriting):
    """The expression half of the rewriting."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.read(node) if isinstance(node.ctx, ast.Load) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if self._of_module(node):
            return node
        return self.hook("read_attribute", node, self.expr(node.value), self.mangled(node.attr), self.text(node))

    def _of_module(self, node: ast.Attribute) -> bool:
        return (
            isinstance(node.value, ast.Name)
            and self.scopes.home(self.scope, self.mangled(node.value.id)) is self.scopes.module
            and self.scopes.imported(node.value.id)
        )

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return self.hook("read_item", node, self.expr(node.value), self.index(node.slice), self.text(node))

    def index(self, node: ast.expr) -> ast.expr:
        """A subscript as an expression: slices become ``slice`` objects."""
        if isinstance(node, ast.Slice):
            parts = [ast.Constant(None) if part is None else self.expr(part) for part in (node.lower, node.upper)]
            parts += [self.expr(node.step)] if node.step is not None else []
            return self.hook("slice", node, *parts)
        if isinstance(node, ast.Tuple):
            return ast.copy_location(ast.Tuple([self.index(part) for part in node.elts], ast.Load()), node)
        return self.expr(node)

    # -- calls -------------------------------------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Attribute) and not self._of_module(function):
            name = self.mangled(function.attr)
            callee: ast.expr = self.hook("method", function, self.expr(function.value), name, self.text(function))
        elif isinstance(function, ast.Name) and self._plainly_callable(function.id):
            callee = function
        else:
            callee = self.hook("callee", function, self.expr(function))
        call = ast.Call(callee, self._elements(node.args), [self._keyword(word) for word in node.keywords])
        return ast.copy_location(call, node)

    def _plainly_callable(self, name: str) -> bool:
        if name == "super":
            return True
        standing, home = self.standing(name)
        if standing != "plain" or home.kind != "module":
            return False
        if name in home.bound:
            return False
        return name in BUILTIN_NAMES and name not in BUILTIN_TYPES

    def _keyword(self, node: ast.keyword) -> ast.keyword:
        value = self.expr(node.value)
        if node.arg is None:
            value = self.hook("unpacked", node.value, value)
        return ast.copy_location(ast.keyword(node.arg, value), node)

    def _elements(self, nodes: list[ast.expr]) -> list[ast.expr]:
        """The elements of a call or a display: what follows a star is read whole."""
        elements: list[ast.expr] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                value = self.hook("unpacked", node.value, self.expr(node.value))
                elements.append(ast.copy_location(ast.Starred(value, ast.Load()), node))
            else:
                elements.append(self.expr(node))
        return elements

    # -- displays ----------------------------------------------------------------------------------------------

    def visit_List(self, node: ast.List) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            node.elts = self._elements(node.elts)
        return node

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        if isinstance(node.ctx, ast.Load):
            node.elts = self._elements(node.elts)
        return node

    def visit_Set(self, node: ast.Set) -> ast.expr:
        node.elts = self._elements(node.elts)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            new = self.expr(value) if key is None else value
            if key is None:
                node.values[index] = self.hook("unpacked", value, new)
            else:
                node.keys[index] = self.expr(key)
                node.values[index] = self.expr(value)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        if not is_scalar(node.value):
            node.value = self.hook("shown", node.value, self.expr(node.value))
        if node.format_spec is not None:
            node.format_spec = self.expr(node.format_spec)
        return node

    # -- operators ---------------------------------------------------------------------------------------------

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        name = OPERATORS.get(type(node.op))
        plain = name is None or (name not in ("mul", "mod") and (is_number(node.left) or is_number(node.right)))
        plain = plain or (name == "mod" and is_number(node.right) and not isinstance(node.left, ast.Constant))
        left, right = self.expr(node.left), self.expr(node.right)
        if plain or name is None or (is_scalar(node.left) and is_scalar(node.right)):
            return ast.copy_location(ast.BinOp(left, node.op, right), node)
        return self.hook(f"binary_{name}", node, left, right)

    def truth(self, node: ast.expr) -> ast.expr:
        """An expression whose truth is about to be asked."""
        if isinstance(node, ast.BoolOp):
            node.values = [self.truth(value) for value in node.values]
            return node
        if is_boolean(node):
            return self.expr(node)
        return self.hook("truth", node, self.expr(node))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        last = node.values.pop()
        node.values = [*(self.truth(value) for value in node.values), self.expr(last)]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self.truth(node.operand) if isinstance(node.op, ast.Not) else self.expr(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test, node.body, node.orelse = self.truth(node.test), self.expr(node.body), self.expr(node.orelse)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        operands = [node.left, *node.comparators]
        names = [COMPARISONS.get(type(op), "") for op in node.ops]
        plain = all(
            not name or (name not in ("in", "not_in") and (is_scalar(left) or is_scalar(right)))
            for name, left, right in zip(names, operands, operands[1:], strict=False)
        )
        visited = self.exprs(operands)
        if all(not name for name in names) or (plain and not self.test):
            return ast.copy_location(ast.Compare(visited[0], node.ops, visited[1:]), node)
        kind = "same" if self.test else "compare"
        if len(names) == 1:
            return self.hook(f"{kind}_{names[0]}", node, *visited)
        if self.test:
            return self.hook("same_chain", node, tuple(name or type(op).__name__ for name, op in zip(names, node.ops, strict=True)), *visited)
        shown = [self.hook("snapshot", operand, operand) for operand in visited]
        return ast.copy_location(ast.Compare(shown[0], node.ops, list(shown[1:])), node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.written(node.target.id, self.expr(node.value), node)
        return node

    # -- scopes ------------------------------------------------------------------------------------------------

    def defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = self.exprs(arguments.defaults)
        arguments.kw_defaults = [None if value is None else self.expr(value) for value in arguments.kw_defaults]

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.defaults(node.args)
        with self.inside(node):
            node.body = self.expr(node.body)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self.iterated(node.value)
        return node

    def iterated(self, node: ast.expr) -> ast.expr:
        """An expression that is about to be iterated, one step for each element."""
        if isinstance(node, FRESH):
            return self.expr(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
            if self.standing("range") == ("plain", self.scopes.module) and "range" not in self.scopes.module.bound:
                return self.expr(node)
        name = "iterate_fresh" if isinstance(node, ast.Call) else "iterate"
        return self.hook(name, node, self.expr(node), self.text(node))

    def _comprehension(self, node: Comprehension) -> None:
        first = node.generators[0]
        first.iter = self.iterated(first.iter)
        with self.inside(node):
            generators: list[ast.comprehension] = []
            for index, part in enumerate(node.generators):
                if index:
                    part.iter = self.iterated(part.iter)
                generators.append(part)
                part.target, stores = self._comprehension_target(part.target)
                for target, value in stores:  # ``for x in [value]`` is an assignment
                    display = ast.copy_location(ast.List([value], ast.Load()), target)
                    generators.append(ast.comprehension(target, display, [], 0))
                tests, part.ifs = part.ifs, []
                generators[-1].ifs = [self.truth(test) for test in tests]
            node.generators = generators
            if isinstance(node, ast.DictComp):
                node.key, node.value = self.expr(node.key), self.expr(node.value)
            else:
                node.elt = self.expr(node.elt)

    def _comprehension_target(self, target: ast.expr) -> tuple[ast.expr, list[tuple[ast.expr, ast.expr]]]:
        stores: list[tuple[ast.expr, ast.expr]] = []

        def replace(part: ast.expr) -> ast.expr:
            if isinstance(part, ast.Tuple | ast.List):
                part.elts = [replace(element) for element in part.elts]
            elif isinstance(part, ast.Starred):
                part.value = replace(part.value)
            elif isinstance(part, ast.Name) and self.hooked(part):
                name = self.temporary()
                stores.append((part, self.written(part.id, self.load(name, part), part)))
                return self.store(name, part)
            return part

        return replace(target), stores

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        self._comprehension(node)
        return node

    def visit_SetComp(self, node: ast.SetComp) -> ast.expr:
        self._comprehension(node)
        return node

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        self._comprehension(node)
        return node

    def visit_DictComp(self, node: ast.DictComp) -> ast.expr:
        self._comprehension(node)
        return node
