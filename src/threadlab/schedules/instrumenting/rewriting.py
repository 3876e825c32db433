"""What the rewriting of expressions and of statements have in common: building nodes, naming, resolving names."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeVar, cast

from threadlab.schedules.instrumenting.dataflow.liveness import Loop
from threadlab.schedules.instrumenting.dataflow.unread import NOTHING_UNREAD, Unread
from threadlab.schedules.instrumenting.putting_off import Needs
from threadlab.schedules.instrumenting.scope import Scope, mangle
from threadlab.schedules.instrumenting.scope_analysis import Scopes
from threadlab.schedules.instrumenting.visiting import Visitor
from threadlab.schedules.language import FIELDS, parts_of

PREFIX = "_tl_"
"""How every name begins that instrumentation adds. One underscore: a class body mangles two."""

BUILTIN_NAMES = frozenset(dir(builtins))
REFUSED_BUILTINS = frozenset(
    {
        *("aiter", "anext", "breakpoint", "compile", "eval", "exec", "exit", "help", "input", "locals"),
        *("memoryview", "open", "quit"),
    }
)
"""Built-in functions that no program may call; so in a test such a name can only mean something of the answer's."""
LONGEST_TARGET = 60

Standing = Literal["plain", "global", "own", "cell"]


MODULE = f"{PREFIX}module"
"""Where a module of the program has its own number: its globals are attributes of that object."""


class Rewriting(Visitor, ast.NodeTransformer):
    """The state of rewriting one text."""

    def __init__(
        self,
        scopes: Scopes,
        cell: str,
        *,
        test: bool = False,
        library: bool = False,
        module: bool = False,
        forgetting: bool = False,
        sums: bool = False,
        unread: Unread = NOTHING_UNREAD,
    ) -> None:
        self.scopes = scopes
        self.cell = cell
        self.test = test
        self.library = library
        self.forgetting = forgetting  # whether calls and turns of loops are told, after which a thread knows less
        self.module = module
        self.postponable: dict[ast.stmt, Needs] = {}  # statements that may be put off
        self.scope = scopes.module
        self.private: frozenset[str] = frozenset()  # lists of the current function that no other thread can see
        self.numbers: frozenset[str] = frozenset()  # variables of the current function that hold nothing but numbers
        self.unread_lists: frozenset[str] = frozenset()  # those of them that nobody reads
        self.for_sleeps: frozenset[str] = frozenset()  # variables of the current function that say how long to sleep
        self.special = False  # whether the current function is a method that C code may call for an operator
        self.careless = False  # whether what is drawn at random here says at most how long a sleep is
        self.unread = unread
        self.sums = sums  # whether it tells where it adds to what it has read
        self.bounds = {} if sums else dict(unread.bounds)  # a count that stops at one shows how large it is
        self.periods = dict(unread.periods)  # of those that go round from there
        self.loops = True  # whether there may be loops of which it matters which variables they still need
        self.computes = True  # whether there may be loops that compute with numbers
        self.draws = True  # whether there may be random numbers that only say how long a sleep is
        self._lengths: dict[Loop, frozenset[str]] = {}  # of loops: the variables that only say how long to wait
        self._unused: dict[Loop, frozenset[str]] = {}  # of loops: the variables that make no difference
        self._standings: dict[tuple[Scope, str], tuple[Standing, Scope]] = {}  # of names seen from scopes
        self._temporaries = 0
        self._left_in_class: list[str] = []  # temporaries of the class body being rewritten

    # -- building ----------------------------------------------------------------------------------------------

    def hook(self, name: str, at: ast.AST, *arguments: ast.expr | str | tuple[str, ...]) -> ast.Call:
        """A call of a hook, placed where ``at`` is."""
        nodes = [a if isinstance(a, ast.expr) else constant(a) for a in arguments]
        return placed(ast.Call(ast.Name(PREFIX + name, LOAD), nodes, []), at)

    def statement(self, value: ast.expr) -> ast.Expr:
        """A statement that only evaluates ``value``."""
        return placed(ast.Expr(value), value)

    def temporary(self) -> str:
        """A name for a variable of the rewriting's own."""
        self._temporaries += 1
        name = f"{PREFIX}{self._temporaries}"
        if self.scope.kind == "class":
            self._left_in_class.append(name)
        return name

    def load(self, name: str, at: ast.AST) -> ast.Name:
        """A plain read of a name."""
        return placed(ast.Name(name, ast.Load()), at)

    def store(self, name: str, at: ast.AST) -> ast.Name:
        """A name as a target."""
        return placed(ast.Name(name, ast.Store()), at)

    def assign(self, target: ast.expr, value: ast.expr, at: ast.AST) -> ast.Assign:
        """A plain assignment."""
        return placed(ast.Assign([target], value), at)

    def text(self, node: ast.AST) -> str:
        """How the program names what ``node`` stands for."""
        text = _written(node) or ast.unparse(node)
        if self.library:  # what a part of the library does is told by the name of that part
            own = self.cell.rpartition(" ")[2]
            return f"{own}{text.removeprefix('self')}" if text.startswith("self.") and PREFIX not in text else own
        return text if len(text) <= LONGEST_TARGET else text[: LONGEST_TARGET - 3] + "..."

    # -- visiting ----------------------------------------------------------------------------------------------

    def generic_visit(self, node: ast.AST) -> Any:
        """Rewrite what is inside of a node."""
        for name in FIELDS[node.__class__]:
            value = getattr(node, name, None)
            if value.__class__ is list:
                value[:] = [part for each in value for part in self._parts(each)]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        return node

    def _parts(self, part: Any) -> list[Any]:
        """What stands for one of several nodes; what is no node stays."""
        rewritten = self.visit(part) if isinstance(part, ast.AST) else part
        return rewritten if isinstance(rewritten, list) else [rewritten]

    def expr(self, node: ast.expr) -> ast.expr:
        """The rewritten expression."""
        method = self._methods.get(node.__class__)
        return cast(ast.expr, self.generic_visit(node) if method is None else method(self, node))

    def exprs(self, nodes: Sequence[ast.expr]) -> list[ast.expr]:
        """The rewritten expressions."""
        return [self.expr(node) for node in nodes]

    @contextmanager
    def inside(self, node: ast.AST) -> Iterator[Scope]:
        """Rewrite in the scope that ``node`` opens."""
        before, self.scope = self.scope, self.scopes.of[node]
        yield self.scope
        self.scope = before

    # -- names -------------------------------------------------------------------------------------------------

    def mangled(self, name: str) -> str:
        """The name as the compiler knows it in the current scope."""
        return mangle(self.scope.private, name)

    def standing(self, name: str) -> tuple[Standing, Scope]:
        """How a name is to be reached: as it is, or by a hook for a global or a captured variable.

        A test has globals of its own, "own"; what it does not bind itself is the program's, "global".
        """
        asked = self.scope, name
        known = self._standings.get(asked)
        if known is None:
            known = self._standings[asked] = self._standing(self.mangled(name))
        return known

    def _standing(self, name: str) -> tuple[Standing, Scope]:
        home = self.scopes.home(self.scope, name)
        if home.kind == "class" or name == "__class__" or name.startswith(PREFIX):
            return "plain", home
        if home.kind != "module":
            told_apart = self.scopes.shared(home, name) and name not in self.unread.variables
            return ("cell" if told_apart else "plain"), home
        if self.library or name in self.unread.variables:
            return "plain", home
        if self.module:
            shared = name in home.bound and not self.scopes.meaning(name)
            return ("cell" if shared else "plain"), home
        if self.test and name in home.bound:
            return ("plain" if self.scopes.meaning(name) else "own"), home
        if name in home.bound or name in self.scopes.written_from_functions:
            return ("plain" if self.scopes.meaning(name) else "global"), home
        if self.test and name in REFUSED_BUILTINS:
            return "global", home
        dunder = name.startswith("__") and name.endswith("__")
        built_in = name in BUILTIN_NAMES and name not in self.scopes.rebound
        return ("plain" if built_in or dunder else "global"), home

    def is_builtin(self, name: str) -> bool:
        """Whether a name is not bound in the text, and so the built-in one."""
        standing, home = self.standing(name)
        return standing == "plain" and home is self.scopes.module and name not in home.bound and name in BUILTIN_NAMES

    def token(self, home: Scope, at: ast.AST) -> ast.expr:
        """What numbers the frame whose variable is meant."""
        owner = home.token_scope()
        if owner.kind == "module":
            return self.load(MODULE, at) if self.module else placed(ast.Constant(self.cell), at)
        return self.load(f"{PREFIX}frame{owner.number}", at)

    def cell_name(self, home: Scope, name: str) -> str:
        """What tells apart the variables of one frame: comprehensions and lambdas share the frame around them."""
        return name if home.kind in ("function", "module") else f"{name}@{home.number}"

    def read(self, name: ast.Name) -> ast.expr:
        """A read of a variable, with its step if it takes one."""
        standing, home = self.standing(name.id)
        if standing == "global" and self.test and home is self.scopes.module:
            foreign = name.id not in self.scopes.written_from_functions
            return self.hook("read_foreign" if foreign else "read_global", name, self.mangled(name.id))
        if standing in ("global", "own"):
            return self.hook(f"read_{standing}", name, self.mangled(name.id))
        if standing == "cell":
            step = self.hook("read_cell", name, self.token(home, name), self.cell_name(home, name.id), name.id)
            either = placed(ast.BoolOp(ast.Or(), [step, self.load(name.id, name)]), name)
            return self.hook("noted", name, either)
        return self.load(name.id, name)

    def written(self, name: str, value: ast.expr, at: ast.AST) -> ast.expr:
        """``value``, after the step that writes it to ``name``."""
        standing, home = self.standing(name)
        if standing == "global" and self.test:
            return self.hook("store_global", at, value, self.mangled(name))
        if standing in ("global", "own"):
            return self.hook(f"write_{standing}", at, value, self.mangled(name))
        if standing == "cell":
            return self.hook("write_cell", at, value, self.token(home, at), self.cell_name(home, name), name)
        return value

    def before_change(self, name: str, at: ast.AST) -> list[ast.stmt]:
        """The step before a statement that binds or deletes ``name`` itself: def, class, import, del."""
        standing, home = self.standing(name)
        if standing in ("global", "own"):
            return [self.statement(self.hook(f"change_{standing}", at, self.mangled(name)))]
        if standing == "cell":
            place = self.token(home, at), self.cell_name(home, name)
            return [self.statement(self.hook("change_cell", at, *place, name))]
        return []

    def hooked(self, target: ast.AST) -> bool:
        """Whether binding ``target`` takes a step."""
        if isinstance(target, ast.Name):
            return self.standing(target.id)[0] != "plain"
        if isinstance(target, ast.Tuple | ast.List):
            return any(self.hooked(part) for part in target.elts)
        if isinstance(target, ast.Starred):
            return self.hooked(target.value)
        return True


LOAD = ast.Load()
Node = TypeVar("Node", bound=ast.AST)


def placed(node: Node, at: ast.AST) -> Node:
    """Return a new node after giving it the place of another, as ``ast.copy_location`` does, but quickly."""
    if "lineno" in at.__dict__:
        node.lineno, node.col_offset = at.lineno, at.col_offset  # type: ignore[attr-defined]
        node.end_lineno, node.end_col_offset = at.end_lineno, at.end_col_offset  # type: ignore[attr-defined]
    return node


def place_all(tree: ast.AST) -> None:
    """Give new nodes in a tree the places of those around them, as ``ast.fix_missing_locations`` does, but quickly."""
    pending: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    fields = FIELDS
    for node, around in pending:
        for part in parts_of(node):
            own = part.__dict__
            if "lineno" not in own:
                if not part._attributes:  # it has no place of its own
                    pending.append((part, around))
                    continue
                placed(part, around)
            if fields[part.__class__]:
                pending.append((part, part))


def _written(node: ast.AST) -> str:
    """Return what ``ast.unparse`` gives for a name and its attributes, quickly; "" for all else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = _written(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def constant(value: Any) -> ast.Constant:
    """A literal; the compiler takes tuples of literals too."""
    return ast.Constant(value)
