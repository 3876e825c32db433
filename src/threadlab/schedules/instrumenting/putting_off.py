"""Statements of a module that may fail to run in a controlled world without being in anybody's way.

Whatever such a statement would have done beyond the place where it was refused is only to bind its names, and to
change what lies outside of the program. So it is put off: its names stand for what is not known, and whoever uses one
of them is refused, with the statement's line. What could have changed anything that the program itself can see is no
such statement. Some of that is known from the text, and what is not is asked of the values when it comes to it: the
``Needs`` of a statement are what must be true of these.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from threadlab.schedules.language import parts_of, walk

Role = Literal["call", "change", "given", "read", "base", "constant", "import"]
"""What a statement does with what a name stands for: it calls it or something of it; changes it, or calls it for what
that does; gives it to what it calls; only reads it; makes a class of it; must find something that nothing can change;
imports it."""

_NEVER = (
    *(ast.Delete, ast.Return, ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith),
    *(ast.AsyncFunctionDef, ast.NamedExpr, ast.Match, ast.Global, ast.Nonlocal),
)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_Definition = ast.FunctionDef | ast.ClassDef

PURE = frozenset(
    {
        *("abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "complex", "dict"),
        *("divmod", "enumerate", "filter", "float", "format", "frozenset", "hasattr", "hash", "hex", "int"),
        *("isinstance", "issubclass", "len", "list", "map", "max", "min", "object", "oct", "open", "ord", "pow"),
        *("range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip", "Exception"),
        *(name for name, each in vars(builtins).items() if isinstance(each, type) and issubclass(each, Exception)),
    }
)
"""Built-in functions that change nothing but the iterators that they are given."""

PURE_MODULES = frozenset(
    {
        *("abc", "base64", "binascii", "cmath", "collections", "contextlib", "copy", "dataclasses", "datetime", "enum"),
        *("fractions", "functools", "hashlib", "itertools", "json", "keyword", "math", "numbers", "operator", "re"),
        *("statistics", "string", "textwrap", "types", "typing", "typing_extensions", "unicodedata"),
        *("pytest", "threadlab"),
    }
)
"""Modules without a state of their own that a program could see: what is not called there has changed nothing."""


@dataclass
class Needs:
    """What must be true of the values that a statement uses, and what it binds."""

    binds: list[str] = field(default_factory=list)
    roles: set[tuple[Role, str]] = field(default_factory=set)  # what is done with a name, or one with dots

    def words(self) -> tuple[str, ...]:
        """All of it as texts, which code can hold."""
        return tuple(f"{role} {name}" for role, name in sorted(self.roles))


class Known(NamedTuple):
    """What the names of a module are known to stand for."""

    functions: dict[str, ast.FunctionDef]  # those that the module defines itself
    pure: frozenset[str]  # those of built-in functions that change nothing
    origins: dict[str, str]  # where those come from that are imported: a module that they are, or are in


class NeverHarmlessError(Exception):
    """A statement does what must be done."""


def postponable(tree: ast.Module) -> dict[ast.stmt, Needs]:
    """Find which statements of a module, and of the classes in it, can be put off, and what each of them needs.

    Those are left out that never have to be. It is asked before anything in the tree is rewritten.
    """
    bound = Counter(name for node in walk(tree) for name in _bound_by(node))
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef) and bound[each.name] == 1}
    pure = frozenset[str]() if "*" in bound else PURE - bound.keys()
    origins = {name: module for name, module in _origins(tree) if bound[name] == 1}
    found: dict[ast.stmt, Needs] = {}
    statements = [*tree.body, *(each for node in _own(tree, into=ast.ClassDef) for each in _in_class(node))]
    for statement in statements:
        if not (isinstance(statement, ast.Import | ast.ImportFrom) or _is_plain(statement)):
            with suppress(NeverHarmlessError):
                found[statement] = _Reading(Known(functions, pure, origins)).of([statement])
    return found


def _origins(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the names that import statements bind, each with the module that it is, or is of."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (
                (each.asname, each.name) if each.asname else (each.name.split(".")[0],) * 2 for each in node.names
            )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((each.asname or each.name, node.module) for each in node.names)


def _in_class(node: ast.AST) -> list[ast.stmt]:
    return node.body if isinstance(node, ast.ClassDef) else []


def _is_plain(statement: ast.stmt) -> bool:
    """Whether nothing in a statement can be refused when it is run."""
    if isinstance(statement, ast.FunctionDef):
        return not (statement.decorator_list or any(_signature(statement)))
    if isinstance(statement, ast.Assign) and not all(isinstance(each, ast.Name) for each in statement.targets):
        return False
    return isinstance(statement, ast.Assign | ast.Expr) and isinstance(statement.value, ast.Constant)


def _signature(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Give what of a function's signature is evaluated when it is defined."""
    given = function.args
    yield from given.defaults
    yield from (each for each in given.kw_defaults if each is not None)
    arguments = (*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg)
    yield from (each.annotation for each in arguments if each is not None and each.annotation is not None)
    if function.returns is not None:
        yield function.returns


def _bound_by(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        return (node.id,)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    if isinstance(node, ast.alias):
        return ((node.asname or node.name).partition(".")[0],)
    name = node.name if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) else None
    return (name,) if name else ()


class _Reading:
    """Reads statements, and what the functions do that they call."""

    def __init__(self, known: Known, within: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._within = within  # the functions that are being read
        self._found = Needs()
        self._local: set[str] = set()  # names that stand for what the statements themselves have made or come by
        self._takes_apart = False  # whether they call something of one of these, or change it

    def of(self, statements: list[ast.stmt]) -> Needs:
        """Return what statements need.

        Raises:
            NeverHarmlessError: they do what must be done.
        """
        self._local |= {name for each in statements for node in _own(each, into=ast.ClassDef) for name in _binds(node)}
        for statement in statements:
            self._statement(statement)
        self._found.binds = sorted({name for each in statements for node in _own(each) for name in _binds(node)})
        if self._takes_apart:  # it may be part of anything that they read
            self._found.roles |= {("call", name) for role, name in self._found.roles if role == "read"}
        return self._found

    def _statement(self, node: ast.AST) -> None:
        match node:
            case ast.FunctionDef():
                self._definition(node)
            case ast.ClassDef():
                self._class(node)
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.Return() if self._within:
                if node.value is not None:
                    self._value(node.value)
            case ast.Expr(value=ast.Call() as call):
                self._call(call, "change")
            case ast.AugAssign():
                if isinstance(node.target, ast.Name):
                    self._found.roles.add(("constant", node.target.id))
                else:
                    self._root(node.target, "change")
                self._value(node.value)
            case ast.For() | ast.withitem():
                target = node.target if isinstance(node, ast.For) else node.optional_vars
                if target is not None:
                    self._target(target)
                for inner in parts_of(node):
                    if inner is not target:
                        self._statement(inner)
            case ast.Assign(targets=targets):
                for target in targets:
                    self._target(target)
                self._value(node.value)
            case ast.AnnAssign():
                self._target(node.target)
                for part in (node.annotation, node.value):
                    if part is not None:
                        self._value(part)
            case ast.stmt() | ast.ExceptHandler():
                if isinstance(node, _NEVER):
                    raise NeverHarmlessError
                for inner in parts_of(node):
                    self._statement(inner)
            case ast.expr():
                self._value(node)

    def _target(self, node: ast.expr) -> None:
        if isinstance(node, ast.Attribute | ast.Subscript):
            self._root(node.value, "change")
            if isinstance(node, ast.Subscript):
                self._value(node.slice)
        elif not isinstance(node, ast.Name):
            for part in parts_of(node):
                if isinstance(part, ast.expr):
                    self._target(part)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            self._found.roles |= {("import", each.name) for each in node.names}
        elif node.level or node.module is None or any(each.name == "*" for each in node.names):
            raise NeverHarmlessError
        else:
            self._found.roles |= {("import", f"{node.module}.{each.name}") for each in node.names}

    def _definition(self, node: ast.FunctionDef) -> None:
        for each in node.decorator_list:  # what decorates runs nothing of the program, as long as nobody calls that
            self._decorator(each)
        for part in _signature(node):
            self._value(part)

    def _decorator(self, node: ast.expr) -> None:
        self._root(node.func if isinstance(node, ast.Call) else node, "call")
        if isinstance(node, ast.Call):
            for argument in (*node.args, *(each.value for each in node.keywords)):
                self._calls_in(argument)

    def _calls_in(self, node: ast.AST) -> None:
        """Read what is called in an expression, not what a lambda in it calls; nothing is asked of all else."""
        if isinstance(node, ast.Call):
            self._root(node.func, "call")
        elif isinstance(node, (*_NEVER, *_COMPREHENSIONS)):
            self._value(node)
        if not isinstance(node, ast.Lambda):
            for part in parts_of(node):
                self._calls_in(part)

    def _class(self, node: ast.ClassDef) -> None:
        for each in node.decorator_list:
            self._decorator(each)
        for part in (*node.bases, *(each.value for each in node.keywords)):
            if (name := _dotted(part)) is not None:
                self._use("base", name)
            else:
                self._value(part)
        for statement in node.body:
            self._statement(statement)

    # -- expressions ---------------------------------------------------------------------------------------------

    def _value(self, node: ast.AST, role: Role = "read") -> None:
        """Read an expression of which only the value counts."""
        if isinstance(node, _NEVER):
            raise NeverHarmlessError
        if isinstance(node, ast.Call):
            self._call(node, "call")
            return
        name = _dotted(node)
        if name is not None:
            self._use(role, name)
            return
        if isinstance(node, ast.Lambda):
            own = {each.arg for each in walk(node.args) if isinstance(each, ast.arg)}
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default is not None:
                    self._value(default)
            self._inside(own, [node.body], "given")
            return
        if isinstance(node, _COMPREHENSIONS):
            stores = {each.id for each in walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
            self._inside(stores, [each for each in parts_of(node) if not isinstance(each, ast.expr_context)], role)
            return
        for part in parts_of(node):
            self._value(part, role)

    def _inside(self, own: set[str], parts: list[ast.AST], role: Role) -> None:
        added, self._local = self._local, self._local | own
        for part in parts:
            self._value(part, role)
        self._local = added

    def _call(self, node: ast.Call, role: Role) -> None:
        self._root(node.func, role)
        for argument in (*node.args, *(each.value for each in node.keywords)):
            self._value(argument, "given")

    def _root(self, node: ast.expr, role: Role) -> None:
        """Read what is called, or changed: a name with dots, or something of what another call returns."""
        name = _dotted(node)
        if name is not None:
            self._use(role, name)
        elif isinstance(node, ast.Attribute | ast.Subscript):
            self._root(node.value, role)
            if isinstance(node, ast.Subscript):
                self._value(node.slice, "given")
        elif isinstance(node, ast.Call):
            self._call(node, role)
        else:
            self._value(node, role)

    def _use(self, role: Role, name: str) -> None:
        first, dot, _ = name.partition(".")
        if first in self._local:
            self._takes_apart |= role != "read"
            return
        function = None if dot else self._known.functions.get(name)
        origin = self._known.origins.get(first, "")
        if function is not None and role in ("call", "given"):
            self._call_of(function)
        elif origin.partition(".")[0] in PURE_MODULES and role != "change":
            self._found.roles.add(("import", origin))
        elif not (name in self._known.pure and role != "change"):
            self._found.roles.add((role, name))

    def _call_of(self, function: ast.FunctionDef) -> None:
        """Read a function of the module that is called: it may do what the statement may."""
        if function.name in self._within:
            return
        if function.decorator_list:
            raise NeverHarmlessError
        inside = _Reading(self._known, self._within | {function.name})
        inside._local |= {each.arg for each in walk(function.args) if isinstance(each, ast.arg)}
        self._found.roles |= inside.of(function.body).roles
        self._takes_apart |= inside._takes_apart


def _own(node: ast.AST, into: type[ast.AST] | None = None) -> list[ast.AST]:
    """All nodes of a statement, without what is in functions, classes, lambdas and comprehensions of its own.

    ``into`` says which of these are looked into nevertheless.
    """
    found = [node]
    for each in found:
        if isinstance(each, ast.ClassDef) and into is ast.ClassDef:
            found += each.body
        elif not isinstance(each, (*_COMPREHENSIONS, ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found += parts_of(each)
    return found


def _binds(node: ast.AST) -> Iterable[str]:
    """Give the names that a node binds for good; that of an exception is unbound when it is over."""
    if isinstance(node, ast.ExceptHandler):
        return ()
    return _bound_by(node)


def _dotted(node: ast.AST) -> str | None:
    """Return a name, with its attributes; None for all else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value)
        return None if owner is None else f"{owner}.{node.attr}"
    return None
