"""The language of a course's answers: what came to Python after it, or went, is judged alike on every version."""

from __future__ import annotations

import ast
import sys

import pytest

from threadlab import explore
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.cell_text.syntax import read_cell
from threadlab.notebook.judging.notebook import run_notebook
from threadlab.schedules import language

TEST = "from threadlab import every_schedule\n@every_schedule\ndef test(): assert done()"
DONE = "def done(): return True"

HOLDS, FAILS, UNDECIDED = "holds", "fails", "undecided"

TABLE = {
    # What an answer is written in, since which version it is right, and what all of them say of it.
    "a class named in its own annotation": ("class Box:\n def add(self, other: Box): pass", "3.14", FAILS),
    "a type that was not imported": ("def f() -> List[int]: pass", "3.14", FAILS),
    "an argument's type that is not there": ("def f(a, *, b: Missing = 1): pass", "3.14", FAILS),
    "a field's type that is not there": ("class Box:\n item: Missing = 1", "3.14", FAILS),
    "a variable's type that is not there": ("x: Missing", "3.14", FAILS),
    "a nested function's annotation": ("def f():\n def g(x: Missing): pass\ndone = lambda: f() is None", "3.14", FAILS),
    "a local variable's type, which nobody evaluates": ("def f():\n x: Missing = 1\nf()", "", HOLDS),
    "annotations that are postponed": (
        "from __future__ import annotations\nclass Box:\n def add(self, other: Box) -> Missing: pass",
        "",
        HOLDS,
    ),
    "annotations in quotes": ("class Box:\n def add(self, other: 'Box') -> 'List[int]': pass", "", HOLDS),
    "a data class": (
        "from dataclasses import dataclass\n@dataclass\nclass P:\n x: int = 1\ndone = lambda: P().x == 1",
        "",
        HOLDS,
    ),
    "exceptions without parentheses": ("try: pass\nexcept ValueError, KeyError: pass", "3.14", FAILS),
    "a t-string": ("t'{1}'", "3.14", FAILS),
    "a name given in an annotation": ("x: (y := 1) = 2", "until 3.13", FAILS),
    "a yield in an annotation": ("def f(): x: (yield) = 1", "until 3.13", FAILS),
    "a lazy import": ("lazy import json", "3.15", FAILS),
    "unpacking in a list comprehension": ("[*r for r in [[1]]]", "3.15", FAILS),
    "unpacking in a dict comprehension": ("{**r for r in [{}]}", "3.15", FAILS),
    "a type parameter": ("def f[T](x: T): pass", "3.12", FAILS),
    "a type parameter among types": (
        "def f[T](x: T, *rest: list[T]) -> int: pass\nclass C[T]:\n x: T\n def f(self) -> T: 1",
        "3.12",
        FAILS,
    ),
    "a type statement": ("type Pair = tuple", "3.12", FAILS),
    "a default of a type parameter": ("class C[T = int]: pass", "3.13", FAILS),
    "the same quotes in an f-string": ("f'{'a'}'", "3.12", FAILS),
    "the same quotes in a nested f-string": ('f"{f"{1}"}"', "3.12", FAILS),
    "a backslash in an f-string": ("f\"{'\\n'.join([])}\"", "3.12", FAILS),
    "a comment in an f-string": ("f'''{1 # one\n}'''", "3.12", FAILS),
    "a line break in an f-string": ("f'{1 +\n1}'", "3.12", FAILS),
    "deep nesting in an f-string": ("f'{1:{2:{1}}}'", "3.12", FAILS),
    "what f-strings could always do": (
        "w = 3\nf'{\"a\"!r:>{w}} {{x}} {w=} \\n' + f'''{w\n} \"'\"'''",
        "",
        HOLDS,
    ),
    "a return in a finally": ("def f():\n try: pass\n finally: return 1\nf()", "", HOLDS),
    "an odd escape": ("x = '\\d'", "", HOLDS),
    "batched": ("import itertools as it\nit.batched([1], 2)", "3.12", UNDECIDED),
    "batched by name": ("from itertools import batched\ndone = lambda: batched([1], 1)", "3.12", UNDECIDED),
    "a queue that is shut down": ("import queue\nqueue.ShutDown", "3.13", UNDECIDED),
    "copy.replace": ("from copy import replace as other\ndone = lambda: other", "3.13", UNDECIDED),
    "an import that nobody uses": ("from itertools import batched", "", HOLDS),
    "a heap the other way round": ("import heapq\nheapq.heappop_max([1])", "3.14", UNDECIDED),
    "frozendict": ("frozendict()", "3.15", UNDECIDED),
    "a frozendict of one's own": ("def frozendict(): pass\nfrozendict()", "", HOLDS),
    "a method of the same name": ("class C:\n def batched(self): pass\nC().batched()", "", HOLDS),
    "re.template": ("import re\nre.template", "until 3.12", UNDECIDED),
    "top-level await": ("x = 1\nif 0: await x", "", UNDECIDED),
}


@pytest.mark.parametrize("answer", TABLE)
def test_the_verdict_is_the_same_on_every_python(answer: str) -> None:
    text, _, verdict = TABLE[answer]
    body = text if "done" in text else f"{text}\n{DONE}"
    report = run_notebook(
        [
            Cell("answer", "code", body, "answer", solution=True),
            Cell("check", "code", TEST, "check", 1, grade=True, locked=True),
        ]
    )
    [check] = report.checks
    [test] = check.tests
    said = test.reason or test.message
    if answer == "top-level await":  # a cell of a kernel's, which no program can run
        assert test.verdict != HOLDS
        return
    assert (test.verdict, bool(said)) == (verdict, verdict != HOLDS), said


@pytest.mark.parametrize(
    ("answer", "since"),
    [(name, since) for name, (_, since, said) in TABLE.items() if said == FAILS and "3." in since[:2]],
)
def test_a_course_in_a_newer_language_has_what_came_with_it_wherever_it_can_be_judged(answer: str, since: str) -> None:
    text, *_ = TABLE[answer]
    body = text if "done" in text else f"{text}\n{DONE}"
    version = (3, int(since.removeprefix("3.")))
    report = run_notebook(
        [
            Cell("answer", "code", body, "answer", solution=True, python=version),
            Cell("check", "code", TEST, "check", 1, grade=True, locked=True, python=version),
        ]
    )
    [[test]] = [check.tests for check in report.checks]
    if version <= sys.version_info[:2]:
        assert (test.verdict, test.reason) == (HOLDS, "")
    else:
        assert test.verdict == UNDECIDED
        assert f"judged as Python {since}, and this is Python 3.{sys.version_info[1]}" in test.reason


@pytest.mark.parametrize(("answer", "since"), [(text, since) for text, since, _ in TABLE.values() if since])
def test_the_table_tells_since_when(answer: str, since: str) -> None:
    """Each entry is what the version beside it changed, as far as the running Python can tell."""
    number = tuple(map(int, since.removeprefix("until ").split(".")))
    there = sys.version_info[:2] <= number if since.startswith("until") else sys.version_info[:2] >= number
    namespace: dict[str, object] = {}
    try:
        exec(compile(answer, "<answer>", "exec", dont_inherit=True), namespace)
        if "def f():\n def g" in answer:
            namespace["f"]()  # type: ignore[operator]
    except (SyntaxError, NameError, ImportError, AttributeError):
        assert not there
    else:
        assert there


def test_whoever_explores_has_the_language_of_his_own_python() -> None:
    own = "class Box:\n def add(self, other: Box): pass"
    assert explore("def test(): pass", own).verdict == (HOLDS if sys.version_info >= (3, 14) else FAILS)
    assert explore("def test(): pass", own, version=(3, 11)).verdict == FAILS
    nested = "f'{'a'}'"
    assert explore("def test(): pass", nested).verdict == (HOLDS if sys.version_info >= (3, 12) else FAILS)
    assert explore("def test(): pass", nested, version=(3, 11)).verdict == FAILS


def test_an_annotation_is_evaluated_once_and_in_its_place() -> None:
    said = "order = []\ndef say(x):\n order.append(x); return int\n"
    function = "def f(a: say('a'), *b: say('b'), c: say('c') = 0, **d: say('d')) -> say('f'): pass\n"
    program = f"{said}{function}x: say('x') = say('v')\n"
    result = explore("def test(): assert order == ['a', 'b', 'c', 'd', 'f', 'v', 'x']", program, version=(3, 11))
    assert result.verdict == HOLDS, result.failure


def test_where_the_language_ends_is_said() -> None:
    assert "3.14" in read_cell("try: pass\nexcept A, B: pass").problem or sys.version_info < (3, 14)
    assert language.beyond(ast.parse("import itertools\nitertools.batched")) == (
        "itertools.batched, which Python has since 3.12; answers are judged as Python 3.11",
        2,
    )


@pytest.mark.parametrize(
    "cell", ["await f(x)", "async for y in f(x): pass", "async with f(x) as y: pass", "[y async for y in f(x)]"]
)
def test_a_cell_that_awaits_spoils_no_other(cell: str) -> None:
    """In a browser ``%pip`` leaves such a cell; its names are found on every Python."""
    awaiting = f"{cell}\ndef other(): return x"
    report = run_notebook(
        [
            Cell("await", "code", awaiting),
            Cell("answer", "code", DONE, "answer", solution=True),
            Cell("check", "code", TEST, "check", 1, grade=True, locked=True),
        ]
    )
    assert [check.verdict for check in report.checks] == [HOLDS]
