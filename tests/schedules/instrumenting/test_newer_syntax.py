"""What newer versions of Python have brought to the language: rewritten as what it stands for."""

from __future__ import annotations

import sys

import pytest

from tests.schedules.language import TEST, judged

SINCE_3_14 = [
    ("x = 1\ndef one(): out.append(t'a{x}b')\ndef two(): pass", "assert out[0].values == (1,)", "holds"),
    (
        "x = 1\ndef one(): out.append(t'a{x}b')\ndef two():\n    global x\n    x = 2",
        "assert out[0].values == (1,)",
        "fails",
    ),
    (
        "def one():\n    try: raise KeyError\n    except ValueError, KeyError: out.append(1)\ndef two(): pass",
        "assert out == [1]",
        "holds",
    ),
    ("class Box:\n    def add(self, other: Box) -> List[int]: pass\none = two = Box().add", "pass", "fails"),
    (
        "class Box:\n    def add(self, other: Box) -> List[int]: out.append(1)\ndef one(): Box().add(0)\ntwo = one",
        "assert out == [1, 1]",
        "holds",
    ),
]
SINCE_3_15 = [
    (
        "def one(): out.append({**row for row in ({1: 1}, {2: 2})})\ndef two(): pass",
        "assert out == [{1: 1, 2: 2}]",
        "holds",
    ),
    (
        "d = {1: 1}\ndef one(): out.append({**row for row in [d]})\ndef two(): d[1] = 5",
        "assert out == [{1: 1}]",
        "fails",
    ),
    ("a = [1]\ndef one(): out.append([*row for row in [a]])\ndef two(): a.append(2)", "assert out == [[1]]", "fails"),
    ("a = [1]\ndef one(): out.append({*row for row in [a]})\ndef two(): a.append(2)", "assert out == [{1}]", "fails"),
    ("lazy import math\ndef one(): out.append(math.sqrt(4))\ndef two(): pass", "assert out == [2.0]", "holds"),
    ("lazy from math import pi\ndef one(): out.append(int(pi))\ndef two(): pass", "assert out == [3]", "holds"),
    ("d = {1: 1}\ndef one(): out.append(len(frozendict(d)))\ndef two(): d[2] = 2", "assert out == [1]", "fails"),
]
PROGRAMS = [
    pytest.param(*program, marks=pytest.mark.skipif(sys.version_info < since, reason=f"Python {since[1]} brought it"))
    for since, programs in (((3, 14), SINCE_3_14), ((3, 15), SINCE_3_15))
    for program in programs
]


@pytest.mark.parametrize(("source", "claim", "verdict"), PROGRAMS)
def test_it_is_judged_as_what_it_stands_for(source: str, claim: str, verdict: str) -> None:
    for result in judged(f"import threading\nout = []\n{source}\n", f"{TEST}    {claim}\n"):
        assert result.verdict == verdict, (result.reason, result.failure and result.failure.message)
