"""Annotations, which later versions of Python evaluate only when somebody asks for them."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.rewriting import PREFIX
from threadlab.schedules.language import RUNNING, Version, walk

EAGER_UNTIL: Version = (3, 13)  # later versions evaluate no annotation unless somebody asks for it


def evaluate_annotations(tree: ast.Module, version: Version) -> None:
    """Let annotations be evaluated where they stand, if that is so in a version and not in the running one."""
    if version <= EAGER_UNTIL < RUNNING and not _postpones(tree):
        _Eager().visit(tree)
        ast.fix_missing_locations(tree)


def absorb_types(tree: ast.Module) -> None:
    """Let annotations name what is not modelled: who says of what type something is uses nothing of it."""
    if not _postpones(tree):
        for node in walk(tree):
            if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
                node.annotation = _Absorbing().visit(node.annotation)
            elif isinstance(node, ast.FunctionDef) and node.returns is not None:
                node.returns = _Absorbing().visit(node.returns)


class _Absorbing(ast.NodeTransformer):
    """Puts hooks in place of what annotations are made of."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return _hook("type_member", node, self.visit(node.value), ast.Constant(node.attr))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return _hook("type_item", node, self.visit(node.value), self.visit(node.slice))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        if not isinstance(node.op, ast.BitOr):
            return node
        return _hook("type_union", node, self.visit(node.left), self.visit(node.right))


def _hook(name: str, at: ast.expr, *arguments: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(f"{PREFIX}{name}", ast.Load()), list(arguments), [])
    return ast.fix_missing_locations(ast.copy_location(call, at))


def _postpones(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(each.name == "annotations" for each in node.names)
        for node in tree.body
    )


class _Eager(ast.NodeTransformer):
    """Puts before each definition, and after each annotated variable of a class or module, what is to be evaluated."""

    def __init__(self) -> None:
        self._in_function = False

    def _inside(self, node: ast.AST, *, function: bool) -> None:
        outside, self._in_function = self._in_function, function
        self.generic_visit(node)
        self._in_function = outside

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Leave it: it has no annotations."""
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Go into a class."""
        self._inside(node, function=False)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> list[ast.stmt]:
        """Evaluate the annotations of a function before it is made."""
        return self._definition(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> list[ast.stmt]:
        """Evaluate the annotations of a function before it is made."""
        return self._definition(node)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
        self._inside(node, function=True)
        given = node.args
        arguments = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
        found = [each.annotation for each in arguments if each is not None and each.annotation is not None]
        found += [node.returns] if node.returns is not None else []
        # A type parameter of its own is known inside of the definition only.
        own = {each.name for each in getattr(node, "type_params", ())}
        return [*(_evaluated(each) for each in found if not own & _named_in(each)), node]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt | list[ast.stmt]:
        """Evaluate the annotation of a variable after its value."""
        return node if self._in_function else [node, _evaluated(node.annotation)]


def _named_in(expression: ast.expr) -> set[str]:
    return {node.id for node in walk(expression) if isinstance(node, ast.Name)}


def _evaluated(annotation: ast.expr) -> ast.stmt:
    return ast.copy_location(ast.Expr(annotation), annotation)
