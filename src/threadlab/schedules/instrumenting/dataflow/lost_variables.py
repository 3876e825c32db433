"""Variables of which nothing can be said: they are used in a way that nobody follows, or captured."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.visiting import Visitor, handles
from threadlab.schedules.language import walk


class LostVariables(Visitor):
    """Goes through a function, and notes as ``lost`` each variable that is named or captured.

    What a use of one does no harm to, a subclass handles, and does not visit the name.
    """

    def __init__(self) -> None:
        self.lost: set[str] = set()

    @handles(ast.Name)
    def _name(self, node: ast.Name) -> None:
        self.lost.add(node.id)

    @handles(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
    def _inner(self, node: ast.AST) -> None:
        """What is captured may be used at any time, by anybody."""
        self.lost.update(part.id for part in walk(node) if isinstance(part, ast.Name))

    @handles(ast.Global, ast.Nonlocal)
    def _declaration(self, node: ast.Global | ast.Nonlocal) -> None:
        self.lost.update(node.names)
