"""What the rewriting of expressions and of statements have in common: building nodes, naming, resolving names."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from threadlab.schedules.scopes import Scope, Scopes, mangle

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "_tl_"
"""How every name begins that instrumentation adds. One underscore: a class body mangles two."""

BUILTIN_NAMES = frozenset(dir(builtins))
BUILTIN_TYPES = frozenset(
    "bool bytearray bytes dict enumerate filter frozenset list map reversed set str tuple type zip".split()
)
"""Builtin classes that read what they are given: calling one goes through a hook, for ``isinstance`` needs the class."""

LONGEST_TARGET = 60
Node = TypeVar("Node", bound=ast.AST)


class Rewriting(ast.NodeTransformer):
    """The state of rewriting one text."""

    def __init__(self, scopes: Scopes, cell: str, *, test: bool) -> None:
        self.scopes = scopes
        self.cell = cell
        self.test = test
        self.scope = scopes.module
        self._temporaries = 0

    # -- building ----------------------------------------------------------------------------------------------

    def hook(self, name: str, at: ast.AST, *arguments: ast.expr | str | tuple[str, ...]) -> ast.Call:
        """A call of a hook, placed where ``at`` is."""
        nodes = [a if isinstance(a, ast.expr) else ast.Constant(a) for a in arguments]
        call = ast.Call(ast.Name(PREFIX + name, ast.Load()), nodes, [])
        return ast.copy_location(call, at)

    def statement(self, value: ast.expr) -> ast.Expr:
        return ast.copy_location(ast.Expr(value), value)

    def temporary(self) -> str:
        self._temporaries += 1
        return f"{PREFIX}{self._temporaries}"

    def load(self, name: str, at: ast.AST) -> ast.Name:
        return ast.copy_location(ast.Name(name, ast.Load()), at)

    def store(self, name: str, at: ast.AST) -> ast.Name:
        return ast.copy_location(ast.Name(name, ast.Store()), at)

    def assign(self, target: ast.expr, value: ast.expr, at: ast.AST) -> ast.Assign:
        return ast.copy_location(ast.Assign([target], value), at)

    def text(self, node: ast.AST) -> str:
        """How the program names what ``node`` stands for."""
        text = ast.unparse(node)
        return text if len(text) <= LONGEST_TARGET else text[: LONGEST_TARGET - 3] + "..."

    # -- visiting ----------------------------------------------------------------------------------------------

    def expr(self, node: ast.expr) -> ast.expr:
        return cast(ast.expr, self.visit(node))

    def exprs(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        return [self.expr(node) for node in nodes]

    def fresh(self, node: Node) -> Node:
        """A copy to rewrite a second time (a target that is both read and written)."""
        twin = copy.deepcopy(node)
        for original, copied in zip(ast.walk(node), ast.walk(twin), strict=True):
            if original in self.scopes.of:
                self.scopes.of[copied] = self.scopes.of[original]
        return twin

    @contextmanager
    def inside(self, node: ast.AST) -> Iterator[Scope]:
        before, self.scope = self.scope, self.scopes.of[node]
        yield self.scope
        self.scope = before

    # -- names -------------------------------------------------------------------------------------------------

    def mangled(self, name: str) -> str:
        return mangle(self.scope.private, name)

    def standing(self, name: str) -> tuple[Literal["plain", "global", "cell"], Scope]:
        """How a name is to be reached: as it is, or by a hook for a global or a captured variable."""
        name = self.mangled(name)
        home = self.scopes.home(self.scope, name)
        if home.kind == "class" or name.startswith(PREFIX):
            return "plain", home
        if home.kind != "module":
            return ("cell" if self.scopes.shared(home, name) else "plain"), home
        if name in home.bound or name in self.scopes.written_from_functions:
            return ("plain" if self.scopes.constant(name) else "global"), home
        dunder = name.startswith("__") and name.endswith("__")
        return ("plain" if name in BUILTIN_NAMES or dunder else "global"), home

    def token(self, home: Scope, at: ast.AST) -> ast.expr:
        """What numbers the frame whose variable is meant."""
        owner = home.token_scope()
        if owner.kind == "module":
            return ast.copy_location(ast.Constant(self.cell), at)
        return self.load(f"{PREFIX}frame{owner.number}", at)

    def written(self, name: str, value: ast.expr, at: ast.AST) -> ast.expr:
        """``value``, after the step that writes it to ``name``."""
        standing, home = self.standing(name)
        if standing == "global":
            return self.hook("write_global", at, value, self.mangled(name))
        if standing == "cell":
            return self.hook("write_cell", at, value, self.token(home, at), self._cell_name(home, name))
        return value

    def read(self, name: ast.Name) -> ast.expr:
        standing, home = self.standing(name.id)
        if standing == "global":
            return self.hook("read_global", name, self.mangled(name.id))
        if standing == "cell":
            step = self.hook("read_cell", name, self.token(home, name), self._cell_name(home, name.id))
            either = ast.copy_location(ast.BoolOp(ast.Or(), [step, self.load(name.id, name)]), name)
            return self.hook("note", name, either)
        return self.load(name.id, name)

    def before_change(self, name: str, at: ast.AST) -> list[ast.stmt]:
        """The step before a statement that binds or deletes ``name`` itself: def, class, del."""
        standing, home = self.standing(name)
        if standing == "global":
            return [self.statement(self.hook("change_global", at, self.mangled(name)))]
        if standing == "cell":
            return [self.statement(self.hook("read_cell", at, self.token(home, at), self._cell_name(home, name), "w"))]
        return []

    def _cell_name(self, home: Scope, name: str) -> str:
        # Variables of comprehensions and lambdas share the token of the function around them.
        return name if home.kind == "function" else f"{name}@{home.number}"

    def hooked(self, target: ast.AST) -> bool:
        """Whether binding ``target`` takes a step."""
        if isinstance(target, ast.Name):
            return self.standing(target.id)[0] != "plain"
        if isinstance(target, ast.Tuple | ast.List):
            return any(self.hooked(part) for part in target.elts)
        if isinstance(target, ast.Starred):
            return self.hooked(target.value)
        return True
