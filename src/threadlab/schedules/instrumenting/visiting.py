"""Walking a syntax tree with one method for each sort of node, or for several sorts at once."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from threadlab.schedules.language import FIELDS, parts_of

NAMED_IN: dict[type[ast.AST], str] = {
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
}
"""Which field of a node holds the name that it binds or reads."""

Method = TypeVar("Method", bound=Callable[..., Any])


def handles(*sorts: type[ast.AST]) -> Callable[[Method], Method]:
    """Mark a method of a ``Visitor`` as the one that handles nodes of these sorts."""

    def mark(method: Method) -> Method:
        method.__dict__["sorts"] = sorts
        return method

    return mark


class Visitor(ast.NodeVisitor):
    """Calls for each node the method marked for its sort; a node of another sort is just walked through."""

    _methods: ClassVar[dict[type[ast.AST], Callable[..., Any]]] = {}

    def __init_subclass__(cls) -> None:
        cls._methods = dict(cls._methods)
        for method in vars(cls).values():
            for sort in getattr(method, "sorts", ()):
                cls._methods[sort] = method

    def visit(self, node: ast.AST) -> Any:
        """Handle one node."""
        method = self._methods.get(type(node))
        return self.generic_visit(node) if method is None else method(self, node)

    def generic_visit(self, node: ast.AST) -> Any:
        """Handle what is inside of a node."""
        methods = self._methods
        for part in parts_of(node):
            method = methods.get(part.__class__)
            if method is not None:
                method(self, part)
            elif FIELDS[part.__class__]:
                self.generic_visit(part)
