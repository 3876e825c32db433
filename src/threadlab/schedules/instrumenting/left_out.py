"""What a module of a program has and may never use: put off until somebody does, for to have it costs nothing."""

from __future__ import annotations

import ast
from contextlib import suppress

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting.policy import REACHING, LanguagePolicy, check_policy, refused_name
from threadlab.schedules.instrumenting.rewriting import PREFIX

PICKLING = frozenset(
    f"__{name}__" for name in ("reduce", "reduce_ex", "getstate", "setstate", "getnewargs", "getnewargs_ex")
)
"""Methods that are there for pickle, which is not modelled, and for copies of objects that have no better ones."""

AWAITING = frozenset(f"__{name}__" for name in ("aenter", "aexit", "aiter", "anext", "await"))
"""Methods that are there for ``async`` and ``await``, which are not modelled, and which nothing else calls."""

_COPYING = ("__copy__", "__deepcopy__")


LEFT_OUT = "Refuses whoever calls it."
"""A constant in the code of a function that stands for one that is not modelled."""

_ASKING = "getattr"  # the hook of that name checks what it is asked for


class _LeftOut(ast.NodeTransformer):
    """Puts in the place of what is not modelled what refuses whoever calls it.

    Args:
        asks: whether the name ``getattr`` is that of the built-in function.
    """

    def __init__(self, *, asks: bool) -> None:
        self._asks = asks

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.FunctionDef:
        refusing = _refusing(node.name, "asyncio", node)
        refusing.decorator_list = node.decorator_list
        return refusing

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.body = [each for each in node.body if getattr(each, "name", "") not in AWAITING] or [_pass(node)]
        names = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
        pickling = [each for name, each in names.items() if name in PICKLING]
        if pickling:
            kept: list[ast.stmt] = [each for each in node.body if each not in pickling]
            node.body = kept + [_refusing(name, "pickle", pickling[0]) for name in _COPYING if name not in names]
        self.generic_visit(node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if not (self._asks and isinstance(node.ctx, ast.Load) and refused_name(node.attr)):
            return node
        asked = _asked(node.attr, node)
        asked.args[0] = node.value
        return asked

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return _asked(node.id, node) if self._asks and isinstance(node.ctx, ast.Load) and node.id in REACHING else node


def _asked(name: str, place: ast.expr) -> ast.Call:
    """Return a call that asks for a name, of nothing."""
    asked = ast.parse(f"{_ASKING}(None, {name!r})", mode="eval").body
    assert isinstance(asked, ast.Call)
    for each in ast.walk(asked):
        ast.copy_location(each, place)
    return asked


def _refusing(name: str, module: str, place: ast.AST) -> ast.FunctionDef:
    made = ast.parse(f"def {name}(*_all, **_named):\n    {LEFT_OUT!r}\n    import {module}\n    {module}.run()").body[0]
    assert isinstance(made, ast.FunctionDef)
    for each in ast.walk(made):
        ast.copy_location(each, place)
    return made


def _pass(place: ast.AST) -> ast.stmt:
    return ast.copy_location(ast.Pass(), place)


def check_modules_policy(tree: ast.Module, nodes: list[ast.AST], cell: str) -> None:
    """Check a module against the policy, and put in the place of each definition that it refuses what is not known.

    Args:
        tree: what it was parsed to.
        nodes: all nodes of that.
        cell: the name of the module.

    Raises:
        Unmodelled: what it refuses is no definition.
    """
    with suppress(Unmodelled):
        check_policy(tree, nodes, cell)
        return
    for number, statement in enumerate(tree.body):
        try:
            LanguagePolicy(cell).visit(statement)
        except Unmodelled as refused:
            if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
                raise
            told = (statement.name, cell, refused.line, refused.reason)
            unknown = ast.Call(ast.Name(f"{PREFIX}unknown", ast.Load()), [ast.Constant(each) for each in told], [])
            assigned = ast.Assign([ast.Name(statement.name, ast.Store())], unknown)
            tree.body[number] = ast.fix_missing_locations(ast.copy_location(assigned, statement))


def leave_out(tree: ast.Module) -> None:
    """Put off what a module has and may never use: its async functions, its pickling, attributes that reach far.

    All of it is refused where it is reached, not where it stands.
    """
    _LeftOut(asks=not any(map(_may_bind_asking, ast.walk(tree)))).visit(tree)


def _may_bind_asking(node: ast.AST) -> bool:
    """Say whether a part of a text may give the name of the built-in function to something else."""
    names = [getattr(node, field, None) for field in ("name", "asname", "arg", "rest")]
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        names.append(node.id)
    return bool({_ASKING, "*"} & {name for name in names if isinstance(name, str)})
