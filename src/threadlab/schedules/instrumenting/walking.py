"""All nodes of a syntax tree, quickly: what is asked of a text should take less time than running it."""

from __future__ import annotations

import ast


def walk(tree: ast.AST) -> list[ast.AST]:
    """Return a node and all nodes inside of it, as ``ast.walk`` gives them."""
    found = [tree]
    for node in found:
        for value in node.__dict__.values():
            if value.__class__ is list:
                found += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found
