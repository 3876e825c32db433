"""Where each name of a text lives: which variables can another thread see, and which never change again.

Python's own ``symtable`` says which names are captured, but not whether a captured variable can still change once
it is captured, and its tables differ between versions where comprehensions are concerned.
"""

from __future__ import annotations

import ast
from typing import NamedTuple

from threadlab.schedules.instrumenting.scope import BindingSite, Definition, Kind, Position, Scope, mangle
from threadlab.schedules.instrumenting.visiting import Visitor, handles

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.AsyncFunctionDef

CONSUMERS = frozenset({"all", "any", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple"})
"""Calls that use up a generator expression before they return, so that it runs in the frame that made it."""

DEFINED: frozenset[Definition | None] = frozenset({"function", "decorated", "class"})
"""Definitions of which a second one of the same name means something else; the same module is imported at will."""


class Bindings(NamedTuple):
    """The global names that a text binds: with def or class, with import, and in other ways or more than once."""

    defined: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    varied: frozenset[str] = frozenset()


class Scopes(Visitor):
    """The scopes of one parsed text; ``of`` maps a node that opens a scope to it.

    Args:
        tree: the text.
        rebound: global names that other texts of the same program bind too, so that none of them is constant.
    """

    def __init__(self, tree: ast.Module, rebound: frozenset[str] = frozenset()) -> None:
        self.rebound = rebound
        self.module = Scope("module", None, "", BindingSite((0, 0), frozenset()), 0)
        self.of: dict[ast.AST, Scope] = {tree: self.module}
        self._scope = self.module
        self._loops: frozenset[int] = frozenset()
        self._at: Position | None = None
        self._immediate: set[ast.AST] = set()
        self.keeps_lists = False  # whether a list is made to be kept in a variable
        self._all = [self.module]
        for statement in tree.body:
            self.visit(statement)
        for scope in self._all:
            for name in scope.used | {name for name, is_global in scope.outer.items() if not is_global}:
                self._capture(scope, name)
        self.written_from_functions = {
            name for scope in self._all for name, is_global in scope.outer.items() if is_global and name in scope.bound
        }

    # -- questions ---------------------------------------------------------------------------------------------

    def home(self, scope: Scope, name: str) -> Scope:
        """The scope that holds the (mangled) name as seen from ``scope``: the module for a global name."""
        declared = scope.outer.get(name)
        if declared is True:
            return self.module
        if declared is None and name in scope.bound:
            return scope
        current = scope.parent
        while current is not None:
            if current.kind != "class" and (current.outer.get(name) is True or current.kind == "module"):
                return self.module
            if current.kind != "class" and name in current.bound and name not in current.outer:
                return current
            current = current.parent
        return self.module

    def constant(self, name: str) -> bool:
        """Whether a global name is bound by this text, and only by def, class and import at its top."""
        return bool(self.meaning(name))

    def meaning(self, name: str) -> set[Definition]:
        """What a constant global name stands for; nothing if it is not bound here, or a variable."""
        places = self.module.bound.get(name, ())
        meanings = {place.definition for place in places}
        if None in meanings or name in self.written_from_functions or name in self.rebound:
            return set()
        if len(places) > 1 and meanings & DEFINED:
            return set()
        return {meaning for meaning in meanings if meaning}

    def binds(self) -> Bindings:
        """The global names that this text binds, by what they stand for."""
        meanings = {name: self.meaning(name) for name in self.module.bound}
        imported = {name for name, meaning in meanings.items() if meaning}
        defined = {name for name in imported if meanings[name] & DEFINED}
        varied = (self.module.bound.keys() - imported) | self.written_from_functions
        return Bindings(frozenset(defined), frozenset(imported - defined), frozenset(varied))

    def shared(self, home: Scope, name: str) -> bool:
        """Whether a variable of a function can change after an inner function has captured it."""
        captures = home.captures.get(name)
        if not captures or name == "__class__":
            return False
        if name in home.rebound_inside:
            return True
        bindings = home.bound[name]
        if len(bindings) == 1 and bindings[0].definition and not bindings[0].loops:
            return False
        return any(
            binding.position > capture.position or binding.loops & capture.loops
            for binding in bindings
            for capture in captures
        )

    # -- collecting --------------------------------------------------------------------------------------------

    def _capture(self, scope: Scope, name: str) -> None:
        home = self.home(scope, name)
        if home.kind in ("module", "class") or home is scope:
            return
        if name in scope.bound:  # nonlocal, and assigned
            home.rebound_inside.add(name)
        if scope.frame() is home.frame():
            return
        inner = scope
        while inner.parent is not home and inner.parent is not None:
            inner = inner.parent
        home.captures.setdefault(name, []).append(inner.made)
        home.token_scope().needs_token = True

    def _bind(self, name: str, node: ast.AST, definition: Definition | None = None) -> None:
        scope = self._scope
        name = mangle(scope.private, name)
        position = self._at or (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))
        scope.bound.setdefault(name, []).append(BindingSite(position, self._loops, definition))

    def _open(self, node: ast.AST, kind: Kind, private: str = "") -> Scope:
        lines = [node, *getattr(node, "decorator_list", [])]
        made = BindingSite(min((line.lineno, line.col_offset) for line in lines), self._loops)
        scope = Scope(kind, self._scope, private or self._scope.private, made, len(self._all))
        self._all.append(scope)
        self.of[node] = scope
        return scope

    def _inside(self, scope: Scope, nodes: list[ast.AST], loops: frozenset[int] = frozenset()) -> None:
        before = self._scope, self._loops, self._at
        self._scope, self._loops, self._at = scope, loops, None
        for node in nodes:
            self.visit(node)
        self._scope, self._loops, self._at = before

    def _function(self, node: Function | ast.Lambda, kind: Kind) -> None:
        arguments = node.args
        for default in (*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)):
            self.visit(default)
        scope = self._open(node, kind)
        parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        parameters += [extra for extra in (arguments.vararg, arguments.kwarg) if extra is not None]
        for parameter in parameters:
            scope.bound[mangle(scope.private, parameter.arg)] = [BindingSite(scope.made.position, frozenset())]
        for variable in getattr(node, "type_params", ()):
            scope.bound[mangle(scope.private, variable.name)] = [BindingSite(scope.made.position, frozenset())]
        self._inside(scope, [node.body] if isinstance(node, ast.Lambda) else list(node.body))

    @handles(ast.FunctionDef, ast.AsyncFunctionDef)
    def _def(self, node: Function) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self._bind(node.name, node, "decorated" if node.decorator_list else "function")
        self._function(node, "function")

    @handles(ast.Lambda)
    def _lambda(self, node: ast.Lambda) -> None:
        self._function(node, "lambda")

    @handles(ast.ClassDef)
    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self._bind(node.name, node, "class")
        before = self._scope
        parameters = getattr(node, "type_params", [])
        if parameters:  # they live in a scope of their own around the class
            self._scope = self._open(node, "types", node.name)
            for variable in parameters:
                self._bind(variable.name, node, "class")
        for base in (*node.bases, *node.keywords):
            self.visit(base)
        self._inside(self._open(node, "class", node.name), list(node.body))
        self._scope = before

    def _comprehension(self, node: Comprehension, results: list[ast.expr]) -> None:
        self.visit(node.generators[0].iter)
        deferred = isinstance(node, ast.GeneratorExp) and node not in self._immediate
        scope = self._open(node, "generator" if deferred else "comprehension")
        inner: list[ast.AST] = []
        for index, part in enumerate(node.generators):
            inner += [part.iter] if index else []
            inner += [part.target, *part.ifs]
        self._inside(scope, inner + list(results), frozenset([id(node)]))

    @handles(ast.ListComp, ast.SetComp, ast.GeneratorExp)
    def _elements(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self._comprehension(node, [node.elt])

    @handles(ast.DictComp)
    def _items(self, node: ast.DictComp) -> None:
        parts: list[ast.expr | None] = [node.key, node.value]  # Python 3.15: {**row for row in rows} has no value
        self._comprehension(node, [part for part in parts if part is not None])

    @handles(ast.Call)
    def _call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in CONSUMERS:
            self._immediate.update(arg for arg in node.args if isinstance(arg, ast.GeneratorExp))
        self.generic_visit(node)

    @handles(ast.Name)
    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._scope.used.add(mangle(self._scope.private, node.id))
        else:
            self._bind(node.id, node)

    @handles(ast.NamedExpr)
    def _named(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        before = self._scope, self._loops, self._at
        while self._scope.kind in ("comprehension", "generator") and self._scope.parent is not None:
            self._loops = self._loops | self._scope.made.loops
            self._scope = self._scope.parent
        self._at = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        self.visit(node.target)
        bound_here = self._scope
        self._scope, self._loops, self._at = before
        if bound_here is not self._scope:
            self._scope.used.add(mangle(self._scope.private, node.target.id))

    @handles(ast.Assign, ast.AugAssign, ast.AnnAssign)
    def _assignment(self, node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
        self.keeps_lists = self.keeps_lists or isinstance(node.value, ast.List | ast.ListComp)
        before, self._at = self._at, (node.end_lineno or node.lineno, node.end_col_offset or 0)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            self.visit(target)
            if isinstance(node, ast.AugAssign) and isinstance(target, ast.Name):
                self._scope.used.add(mangle(self._scope.private, target.id))
        self._at = before

    @handles(ast.For, ast.AsyncFor, ast.While)
    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        if not isinstance(node, ast.While):
            self.visit(node.iter)
        before, self._loops = self._loops, self._loops | {id(node)}
        for part in [node.test] if isinstance(node, ast.While) else [node.target]:
            self.visit(part)
        for statement in node.body:
            self.visit(statement)
        self._loops = before
        for statement in node.orelse:
            self.visit(statement)

    @handles(ast.ExceptHandler)
    def _handler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name, node)
        self.generic_visit(node)

    @handles(ast.MatchAs, ast.MatchStar)
    def _pattern(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self.generic_visit(node)
        if node.name:
            self._bind(node.name, node)

    @handles(ast.MatchMapping)
    def _mapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest:
            self._bind(node.rest, node)

    @handles(ast.Import, ast.ImportFrom)
    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        meaning: Definition = "module" if isinstance(node, ast.Import) else "imported"
        for alias in node.names:
            if alias.name != "*":
                self._bind(alias.asname or alias.name.split(".")[0], node, meaning)

    @handles(ast.Global, ast.Nonlocal)
    def _declaration(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self._scope.outer[mangle(self._scope.private, name)] = isinstance(node, ast.Global)
            self._scope.declared[name] = isinstance(node, ast.Global)
