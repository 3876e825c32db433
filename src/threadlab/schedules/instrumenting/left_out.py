"""What a module of a program has and may never use: put off until somebody does, for to have it costs nothing."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.policy import REACHING, refused_name

PICKLING = frozenset(
    f"__{name}__" for name in ("reduce", "reduce_ex", "getstate", "setstate", "getnewargs", "getnewargs_ex")
)
"""Methods that are there for pickle, which is not modelled, and for copies of objects that have no better ones."""

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
