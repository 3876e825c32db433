"""Syntax trees are walked by their fields, whatever others keep on a node."""

from __future__ import annotations

import ast

from threadlab.schedules.language import parts_of, walk


def test_what_others_keep_on_a_node_is_no_part_of_a_tree() -> None:
    tree = ast.parse("x = y")
    shared = ast.Load()
    loads = [node for node in ast.walk(tree) if isinstance(node, ast.Load)]
    for each in (shared, *loads):  # one node for all trees, up to Python 3.12 at least
        each.parent = tree  # type: ignore[attr-defined]  # as IPython's tracebacks leave it
    try:
        assert [type(each).__name__ for each in walk(tree)] == ["Module", "Assign", "Name", "Name", "Store", "Load"]
    finally:
        for each in {shared, *loads}:
            vars(each).pop("parent", None)


def test_a_tree_is_walked_as_python_walks_it() -> None:
    tree = ast.parse("def f(a, *, b=1):\n    return [a, {b: a}]\n")
    assert walk(tree) == list(ast.walk(tree))
    assert parts_of(tree.body[0]) == list(ast.iter_child_nodes(tree.body[0]))
