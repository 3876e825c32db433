"""Syntax trees are walked by their fields, whatever others keep on a node."""

from __future__ import annotations

import ast
from pathlib import Path

from threadlab.schedules.instrumenting.rewriting import place_all
from threadlab.schedules.language import parts_of, walk


def test_what_others_keep_on_a_node_is_no_part_of_a_tree() -> None:
    tree = ast.parse("x = y")
    shared = ast.Load()
    loads = [node for node in ast.walk(tree) if isinstance(node, ast.Load)]
    for each in (shared, *loads):  # one node for all trees, up to Python 3.12 at least
        each.parent = tree  # type: ignore[attr-defined]  # as IPython's tracebacks leave it
    try:
        assert [type(each).__name__ for each in walk(tree)] == ["Module", "Assign", "Name", "Name"]
    finally:
        for each in {shared, *loads}:
            vars(each).pop("parent", None)


OPERATORS = (ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop)


def python_walks(tree: ast.AST) -> list[ast.AST]:
    """Return all nodes but operators, as Python gives them."""
    return [node for node in ast.walk(tree) if not isinstance(node, OPERATORS)]


def test_a_tree_is_walked_as_python_walks_it() -> None:
    tree = ast.parse("def f(a, *, b=1):\n    return [a, {b: a}] and -a < b + a\n")
    assert walk(tree) == python_walks(tree)
    assert parts_of(tree.body[0]) == list(ast.iter_child_nodes(tree.body[0]))


def test_new_nodes_get_the_places_that_python_would_give_them() -> None:
    text = (
        "@d\ndef f(a, *b, c: int = 1):\n    with a as e, b:\n"
        "        return [x for x in a if x] or {**a, 'k': f'{a!r:>{c}}'}\n"
    )
    trees = [ast.parse(text), ast.parse(text)]
    for tree in trees:
        for node in [*ast.walk(tree)][::2]:  # every other one is new
            for place in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                vars(node).pop(place, None)
    place_all(trees[0])
    ast.fix_missing_locations(trees[1])
    assert ast.dump(trees[0], include_attributes=True) == ast.dump(trees[1], include_attributes=True)


def test_all_fields_that_hold_nodes_are_gone_through() -> None:
    texts = (Path(ast.__file__), Path(__file__), *(Path(__file__).parent / "programs").rglob("*.py"))
    for path in texts:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert walk(tree) == python_walks(tree)
