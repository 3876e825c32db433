"""Variables that are sure to hold numbers are computed with as they are; all others may be containers."""

import ast

import pytest

from threadlab.schedules.instrumenting.dataflow.liveness import own_nodes
from threadlab.schedules.instrumenting.dataflow.numbers import number_variables

NUMBERS = {
    "a literal": "x = 0",
    "a sum": "x = 0\nx += 2.5",
    "of another number": "y = 2\nx = -y * y % 3 // 2",
    "of each other": "x = 1\ny = x\nx = y * 2",
    "counts": "for x in range(other()): pass",
    "adds up": "x = 0\nfor n in range(10): x += n * n",
    "two names": "x = y = 0",
    "of a nested loop": "for x in range(3):\n    for y in range(x): x = y",
    "read by anybody": "x = 1\nprint(x, [x], other(x))",
}
ANYTHING = {
    "a parameter": "p = 1",
    "given by somebody": "x = other()",
    "a text": "x = 'a'",
    "a list": "x = 2\nx = [1] * x",
    "one of two things": "x = 0\nx = other()",
    "of something that is no number": "y = other()\nx = 2 * y",
    "of each other, one of them given": "x = 1\ny = x\nx = y * 2\ny = other()",
    "changed in place by it": "x = 0\nx += other()",
    "gone through": "for x in [[1]]: pass",
    "of a range of its own": "range = other\nfor x in range(3): pass",
    "taken apart": "x, y = other()",
    "given by a block": "with other() as x: pass",
    "an exception": "try: pass\nexcept other as x: pass",
    "matched": "match other():\n    case x: pass",
    "matched in a list": "match other():\n    case [*x]: pass",
    "matched in a dictionary": "match other():\n    case {**x}: pass",
    "imported": "import x",
    "imported from": "from a import b as x",
    "named in an expression": "print(x := other())",
    "bound in a comprehension": "x = 0\nprint([x for x in other()])",
    "captured": "x = 0\ndef g():\n    nonlocal x\n    x = []",
    "another one's parameter": "x = 0\ng = lambda x: x * x",
    "a function": "x = 0\ndef x(): pass",
    "a class": "x = 0\nclass x: pass",
    "declared global": "global x\nx = 0",
    "deleted": "x = 0\ndel x",
    "a truth": "x = not 1",
    "chosen": "x = 1 if other() else []",
}


def numbers_of(body: str) -> frozenset[str]:
    text = "def f(p, *, q=0, **r):\n" + "\n".join(f"    {line}" for line in body.splitlines())
    function = ast.parse(text).body[0]
    assert isinstance(function, ast.FunctionDef)
    rebound = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return number_variables(function, [ast.AugAssign()], lambda name: name not in rebound)


def test_where_nothing_computes_nobody_asks() -> None:
    function = ast.parse("def f():\n    x = 0\n    return lambda: x + 1").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert number_variables(function, own_nodes(function), bool) == frozenset()


@pytest.mark.parametrize("body", NUMBERS.values(), ids=NUMBERS)
def test_sure_to_be_a_number(body: str) -> None:
    assert "x" in numbers_of(body)


@pytest.mark.parametrize("body", ANYTHING.values(), ids=ANYTHING)
def test_may_be_anything(body: str) -> None:
    assert not numbers_of(body) & {"x", "p", "q", "r"}
