"""Walks the top level of a module in the order in which it runs, noting what it does to names."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

# Methods of built-in containers and queues that change what they are called on.
_CHANGING_METHODS = frozenset(
    {
        *("add", "discard", "remove", "update"),
        *("intersection_update", "symmetric_difference_update", "subtract"),
        *("append", "extend", "insert", "pop", "clear", "sort", "reverse"),
        *("appendleft", "extendleft", "popleft", "rotate"),
        *("setdefault", "popitem", "move_to_end"),
        *("put", "put_nowait"),
    }
)
# Functions that change their first argument.
_CHANGING_FUNCTIONS = frozenset({"delattr", "setattr", "heapify", "heappop", "heappush", "heapreplace", "shuffle"})


def root(node: ast.expr) -> str:
    """Return the name that ``node`` starts from, "a" for ``a.b[0].c``; "" if it starts from something else."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


class TopLevel:
    """Walks the statements of a module in the order in which they run, without entering functions.

    ``bound`` are the names that are bound by now, whatever way was taken; ``maybe`` those that some way binds or
    deletes. ``needs`` were read while they might be unbound. ``imported``, ``objects`` and ``defined`` were bound by
    import, by assignment, and by ``def`` or ``class``. The objects of ``changes`` are changed in place; of ``calls`` a
    method is called whose result is dropped. ``star``: a module's names are imported with ``*``.
    """

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.maybe: set[str] = set()
        self.changes: set[str] = set()
        self.calls: set[str] = set()
        self.needs: set[str] = set()
        self.imported: set[str] = set()
        self.objects: set[str] = set()
        self.defined: set[str] = set()
        self.star = False
        # Names of the class bodies and comprehensions that we are inside of, innermost last.
        self._local: list[set[str]] = []
        self._in_class = False

    def run(self, body: Iterable[ast.stmt]) -> None:
        """Walk statements, one after the other."""
        for statement in body:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._expressions([*node.decorator_list, *_defaults(node.args)])
                self._local.append(_parameters(node))
                self._expressions([*_annotations(node.args), *([node.returns] if node.returns else [])])
                self._local.pop()
                self._bind(node.name, self.defined)
            case ast.ClassDef():
                self._expressions(node.decorator_list)
                self._local.append(_parameters(node))
                self._expressions([*node.bases, *(keyword.value for keyword in node.keywords)])
                self._class_body(node.body)
                self._local.pop()
                self._bind(node.name, self.defined)
            case ast.Assign():
                self._expression(node.value)
                self._targets(node.targets)
            case ast.AnnAssign():
                self._expression(node.annotation)
                if node.value:
                    self._expression(node.value)
                    self._targets([node.target])
            case ast.AugAssign():
                self._expression(node.value)
                if isinstance(node.target, ast.Name):
                    self._read(node.target.id)
                self._targets([node.target])
            case ast.Delete():
                self._delete(node.targets)
            case ast.Import() | ast.ImportFrom():
                self._imports(node)
            case ast.If():
                self._expression(node.test)
                self._branches([node.body, node.orelse])
            case ast.For() | ast.AsyncFor():
                self._expression(node.iter)
                with_target = [ast.Assign(targets=[node.target], value=ast.Constant(None)), *node.body]
                self._branches([with_target, []])
                self._branches([node.orelse, []])
            case ast.While():
                self._expression(node.test)
                self._branches([node.body, []])
                self._branches([node.orelse, []])
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    self._expression(item.context_expr)
                    self._targets([item.optional_vars] if item.optional_vars else [])
                self.run(node.body)
            case ast.Try() | ast.TryStar():
                handlers = [[*handler.body] for handler in node.handlers]
                self._expressions([handler.type for handler in node.handlers if handler.type])
                self._branches([[*node.body, *node.orelse], *handlers])
                self.run(node.finalbody)
            case ast.Match():
                self._expression(node.subject)
                self._cases(node.cases)
            case ast.Expr():
                self._dropped(node.value)
            case _:
                alias = getattr(node, "name", None)  # of "type Alias = ..." from Python 3.12 on
                self._local.append(_parameters(node))
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr) and child is not alias:
                        self._expression(child)
                self._local.pop()
                if isinstance(alias, ast.Name):
                    self._bind(alias.id, self.defined)

    def _branches(self, bodies: Iterable[list[ast.stmt]]) -> None:
        """Only what every branch binds is bound afterwards."""
        before = set(self.bound)
        after: list[set[str]] = []
        for body in bodies:
            self.bound = set(before)
            self.run(body)
            after.append(self.bound)
        self.bound = set.intersection(*after)

    def _cases(self, cases: list[ast.match_case]) -> None:
        before = set(self.bound)
        for case in cases:
            self.bound = set(before)
            for node in ast.walk(case.pattern):
                if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
                    self._bind(node.name, self.objects)
                elif isinstance(node, ast.MatchMapping) and node.rest:
                    self._bind(node.rest, self.objects)
                elif isinstance(node, ast.expr):
                    self._expression(node)
            self._expressions([case.guard] if case.guard else [])
            self.run(case.body)
        self.bound = before

    def _class_body(self, body: list[ast.stmt]) -> None:
        outer, self._in_class = self._in_class, True
        self._local.append(set())
        self.run(body)
        self._local.pop()
        self._in_class = outer

    def _bind(self, name: str, kind: set[str]) -> None:
        if self._in_class:
            self._local[-1].add(name)
            return
        kind.add(name)
        self.bound.add(name)
        self.maybe.add(name)

    def _read(self, name: str) -> None:
        if name not in self.bound and not any(name in names for names in self._local):
            self.needs.add(name)

    def _change(self, node: ast.expr, kind: set[str]) -> None:
        name = root(node)
        if name and not any(name in names for names in self._local):
            kind.add(name)

    def _targets(self, targets: Iterable[ast.expr]) -> None:
        for target in targets:
            match target:
                case ast.Name():
                    self._bind(target.id, self.objects)
                case ast.Tuple() | ast.List():
                    self._targets(target.elts)
                case ast.Starred():
                    self._targets([target.value])
                case _:  # an attribute or an element of something
                    self._change(target, self.changes)
                    self._expressions(child for child in ast.iter_child_nodes(target) if isinstance(child, ast.expr))

    def _delete(self, targets: list[ast.expr]) -> None:
        for target in targets:
            if isinstance(target, ast.Name):
                self._read(target.id)
                self.bound.discard(target.id)
                self.maybe.add(target.id)
            else:
                self._targets([target])

    def _imports(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.star = True
            else:
                self._bind(bound_by(alias), self.imported)

    def _dropped(self, node: ast.expr) -> None:
        """An expression whose value nobody takes is there for its effect."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            self._change(node.func.value, self.calls)
        self._expression(node)

    def _expressions(self, nodes: Iterable[ast.expr]) -> None:
        for node in nodes:
            self._expression(node)

    def _expression(self, node: ast.AST) -> None:
        match node:
            case ast.Name():
                self._read(node.id)
            case ast.NamedExpr():
                self._expression(node.value)
                self._bind(node.target.id, self.objects)
            case ast.Lambda():
                self._expressions(_defaults(node.args))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                self._comprehension(node.generators, [node.elt])
            case ast.DictComp():
                parts: list[ast.expr | None] = [
                    node.key,
                    node.value,
                ]  # Python 3.15: {**row for row in rows} has no value
                self._comprehension(node.generators, [part for part in parts if part is not None])
            case _:
                if isinstance(node, ast.Call):
                    self._changed_by(node)
                for child in ast.iter_child_nodes(node):
                    self._expression(child)

    def _comprehension(self, generators: list[ast.comprehension], results: list[ast.expr]) -> None:
        self._local.append(set())
        for generator in generators:
            self._expression(generator.iter)
            self._local[-1].update(
                name.id
                for name in ast.walk(generator.target)
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            )
            self._expressions(generator.ifs)
        self._expressions(results)
        self._local.pop()

    def _changed_by(self, call: ast.Call) -> None:
        function = call.func
        if isinstance(function, ast.Attribute) and function.attr in _CHANGING_METHODS:
            self._change(function.value, self.changes)
        name = function.attr if isinstance(function, ast.Attribute) else root(function)
        if name in _CHANGING_FUNCTIONS and call.args:
            self._change(call.args[0], self.changes)


def _defaults(arguments: ast.arguments) -> Iterator[ast.expr]:
    yield from arguments.defaults
    yield from (default for default in arguments.kw_defaults if default)


def _annotations(arguments: ast.arguments) -> Iterator[ast.expr]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    yield from (argument.annotation for argument in every if argument and argument.annotation)


def _parameters(node: ast.stmt) -> set[str]:
    """Names of the type parameters that a definition may have from Python 3.12 on."""
    return {parameter.name for parameter in getattr(node, "type_params", [])}


def bound_by(alias: ast.alias) -> str:
    """Return the name that one part of an import statement binds: "os" for ``import os.path``."""
    return alias.asname or alias.name.partition(".")[0]
