"""A list that never leaves the function that makes it takes no steps when it is gone through; any other does."""

import ast

import pytest

from threadlab.schedules.instrumenting.dataflow.escape_analysis import private_lists

PRIVATE = {
    "gone through": "xs = [1, 2]\nfor x in xs: print(x)",
    "made by a comprehension": "xs = [x for x in range(2)]\nfor x in xs: print(x)",
    "filled first": "xs = []\nfor n in range(2): xs.append(n)\nfor x in xs: print(x)",
    "gone through in a comprehension": "xs = [1, 2]\nreturn [x + 1 for x in xs]",
    "subscripted": "xs = [1, 2]\nreturn xs[0]",
    "made again": "xs = [1]\nfor x in xs: print(x)\nxs = [2]\nfor x in xs: print(x)",
}
SEEN = {
    "returned": "xs = [1]\nfor x in xs: print(x)\nreturn xs",
    "handed over": "xs = [1]\nprint(xs)",
    "captured": "xs = [1]\ndef g(): return xs[0]",
    "captured by a lambda": "xs = [1]\nreturn lambda: xs[0]",
    "kept under another name": "xs = [1]\nys = xs",
    "part of something": "xs = [1]\nreturn [xs]",
    "its method is kept": "xs = [1]\nadd = xs.append",
    "another method": "xs = [1]\nxs.sort()",
    "given by somebody": "xs = other()",
    "one of two things": "xs = [1]\nxs = other()",
    "two names": "xs = ys = [1]",
    "taken apart": "xs, ys = [1], [2]",
    "extended in place": "xs = [1]\nxs += other()",
    "changed by subscript": "xs = [1]\nxs[0] = 2",
    "grows while it is gone through": "xs = [1]\nfor x in xs: xs.append(x)",
    "made again while it is gone through": "xs = [1]\nfor x in xs:\n    for y in xs: xs.append(y)",
    "gone through later": "xs = [1]\nreturn (x for x in xs)",
    "declared global": "global xs\nxs = [1]",
    "in a generator": "xs = [1]\nfor x in xs: yield x",
}


def lists_of(body: str) -> frozenset[str]:
    function = ast.parse("def f():\n" + "\n".join(f"    {line}" for line in body.splitlines())).body[0]
    assert isinstance(function, ast.FunctionDef)
    return private_lists(function)


@pytest.mark.parametrize("body", PRIVATE.values(), ids=PRIVATE)
def test_what_nobody_else_can_see(body):
    assert lists_of(body) == {"xs"}


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_what_somebody_else_may_see(body):
    assert "xs" not in lists_of(body)
