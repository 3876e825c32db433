"""Where a program keeps a value: a variable, an attribute, an item of either, each called by its last name."""

from __future__ import annotations

import ast


def is_place(node: ast.AST) -> bool:
    """Whether this is a variable, an attribute of one, or an item of what one of these holds."""
    if isinstance(node, ast.Subscript):
        return is_named(node.value) and not isinstance(node.slice, ast.Slice)
    return is_named(node)


def is_named(node: ast.AST) -> bool:
    """Whether this is a variable, or an attribute of one."""
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name))


def can_be_read_again(node: ast.AST) -> bool:
    """Whether this is a place, and to find it once more calls nothing."""
    simple = not isinstance(node, ast.Subscript) or is_named(node.slice) or isinstance(node.slice, ast.Constant)
    return is_place(node) and simple


def same_place(one: ast.AST, other: ast.AST) -> bool:
    """Whether two expressions are the same place, be it read or written."""
    return can_be_read_again(one) and ast.unparse(one) == ast.unparse(other)


def named_part(place: ast.AST) -> ast.AST:
    """Return the variable or attribute that a place is, or is an item of."""
    return place.value if isinstance(place, ast.Subscript) else place


def name_of(place: ast.AST) -> str:
    """Return the last name in a place, or in what is called; that of the container for an item, none for others."""
    part = named_part(place)
    return part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "")
