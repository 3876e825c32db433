"""What only the compiler finds wrong in a text is found, in terms of the text, though its code is what is compiled."""

from __future__ import annotations

import ast

import pytest

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.language import is_simple, walk

WRONG = (
    *(
        "return 1",
        "class A:\n    return 1",
        "break",
        "while 1:\n    def f(): continue",
        "f(a=1, a=2)",
        "*a = 1",
        "x = *a",
    ),
    *("def f(a, a): pass", "lambda a, a: 1", "def f(x):\n    global x", "def f():\n    print(x)\n    global x"),
    *("def f():\n    nonlocal z", "nonlocal q", "x: int = 1\nglobal x", "def f():\n    from m import *"),
    *("from __future__ import nope", "x = 1\nfrom __future__ import annotations", "class A(m=1, m=2): pass"),
    *("try: pass\nexcept: pass\nexcept E: pass", "[x := 1 for x in y]", "a, *b, *c = d", "__debug__ = 1"),
    *("def f(__debug__): pass", "f(__debug__=1)", "import __debug__", "yield 1", "def f(): [(yield) for x in y]"),
    *("match x:\n    case y: pass\n    case 1: pass", "match x:\n    case (a, a): pass", "await x"),
    *("try: pass\nexcept* E: break", "[y for y in (x := 1)]"),
)


@pytest.mark.parametrize("text", WRONG)
@pytest.mark.parametrize("before", ["", "import os\n", "def g():\n    return 1\n"])
def test_what_the_compiler_refuses_is_refused_in_its_words(text: str, before: str) -> None:
    with pytest.raises(SyntaxError) as told:
        compile(before + text, "<answer>", "exec")
    with pytest.raises(SyntaxError) as found:
        instrument(before + text, "answer")
    assert (found.value.msg, found.value.lineno) == (told.value.msg, told.value.lineno)


def test_a_text_that_the_compiler_takes_may_still_be_refused() -> None:
    with pytest.raises(Unmodelled, match="uses __globals__"):
        instrument("def f(): return f.__globals__", "answer")


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("def f(a, *b, c=1):\n    for x in a:\n        with b as y: return [x, y.z[1:2], f'{c}']", True),
        ("f(a=1)", True),
        ("from threading import Lock", True),
        ("f(a=1, b=2)", True),
        ("f(a=1, a=2)", False),
        ("f(**a)", False),
        ("global x", False),
        ("def f(): yield", False),
        ("from __future__ import annotations", False),
    ],
)
def test_what_is_compiled_once_only(text: str, simple: bool) -> None:
    assert is_simple(walk(ast.parse(text)), text) is simple
