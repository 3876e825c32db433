"""Rewriting what iterates, and what opens a scope inside an expression."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.expressions import Expressions
from threadlab.schedules.instrumenting.rewriting import constant, placed
from threadlab.schedules.instrumenting.scope_analysis import Comprehension
from threadlab.schedules.instrumenting.visiting import handles

FRESH = (ast.GeneratorExp, ast.ListComp, ast.DictComp, ast.List, ast.Tuple)
"""Expressions that make a new object, which no other thread can know yet. (The order of a set is a step's business.)"""


class Comprehensions(Expressions):
    """Comprehensions, generator expressions, lambdas."""

    def iterated(self, node: ast.expr, *more: ast.expr) -> ast.expr:
        """An expression that is about to be iterated, one step for each element."""
        if isinstance(node, FRESH) or (isinstance(node, ast.Name) and node.id in self.private):
            return self.expr(node)
        maker = node.func if isinstance(node, ast.Call) else None
        if isinstance(maker, ast.Name) and maker.id == "range" and self.is_builtin("range"):
            return self.expr(node)
        return self.hook("iterate", node, self.expr(node), self.text(node), *more)

    @handles(ast.YieldFrom)
    def _yield_from(self, node: ast.YieldFrom) -> ast.expr:
        # What is delegated to gets what is sent: an iterator is left as it is.
        node.value = self.hook("iterate", node.value, self.expr(node.value), self.text(node.value))
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        """Rewrite the defaults of parameters, which belong to the scope around the function."""
        arguments.defaults = self.exprs(arguments.defaults)
        arguments.kw_defaults = [None if value is None else self.expr(value) for value in arguments.kw_defaults]

    @handles(ast.Lambda)
    def _lambda(self, node: ast.Lambda) -> ast.expr:
        self.defaults(node.args)
        in_class = self.scope.kind == "class"
        with self.inside(node):
            node.body = self.expr(node.body)
        if in_class:  # it may become a special method
            node.body = self.hook("returned", node.body, node.body)
        return node

    @handles(ast.Return)
    def _return(self, node: ast.Return) -> ast.stmt:
        value = None if node.value is None else self.expr(node.value)
        node.value = self.hook("returned", node, value or constant(None)) if self.special else value
        return node

    @handles(ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
    def _comprehension(self, node: Comprehension) -> ast.expr:
        first = node.generators[0]
        first.iter = self.iterated(first.iter)
        with self.inside(node):
            generators: list[ast.comprehension] = []
            for index, part in enumerate(node.generators):
                if index:
                    part.iter = self.iterated(part.iter)
                stores: list[tuple[ast.expr, ast.expr]] = []
                part.target = self._target(part.target, stores)
                generators.append(part)
                for target, value in stores:  # ``for x in [value]`` is an assignment
                    display = placed(ast.List([value], ast.Load()), target)
                    generators.append(ast.comprehension(target, display, [], 0))
                tests, part.ifs = part.ifs, []
                generators[-1].ifs = [self.truth(test) for test in tests]
            node.generators = generators
            if not isinstance(node, ast.DictComp):
                node.elt = self.elements([node.elt])[0]
            elif node.value is None:  # Python 3.15: {**row for row in rows}
                node.key = self.hook("unpacked", node.key, self.expr(node.key), self.text(node.key))
            else:
                node.key, node.value = self.expr(node.key), self.expr(node.value)
        return node

    def _target(self, part: ast.expr, stores: list[tuple[ast.expr, ast.expr]]) -> ast.expr:
        """A target with temporaries for the variables whose write is a step, and the writes to make afterwards."""
        if isinstance(part, ast.Tuple | ast.List):
            part.elts = [self._target(element, stores) for element in part.elts]
        elif isinstance(part, ast.Starred):
            part.value = self._target(part.value, stores)
        elif isinstance(part, ast.Name) and self.hooked(part):
            name = self.temporary()
            stores.append((part, self.written(part.id, self.load(name, part), part)))
            return self.store(name, part)
        return part
