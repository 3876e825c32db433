"""What is taken for the same state, what is not, and what is told of a state from which there is no way to an end."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from threadlab import explore
from threadlab.schedules.exploring.proof import Proof, ProofBudget, Prover
from threadlab.schedules.exploring.runs import Runs, SearchLimits
from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.program import Program

COUNTER = """
import threading
lock, n = threading.Lock(), 0
def work(times):
    global n
    for _ in range(times):
        with lock:
            n += 1
"""


def made(condition: str, *works: str) -> str:
    return (
        "def test():\n    import threading\n"
        f"    threads = [threading.Thread(target=work) for work in ({', '.join(works)},)]\n"
        "    for thread in threads: thread.start()\n    for thread in threads: thread.join()\n"
        f"    assert {condition}\n"
    )


def proof(source: str, text: str) -> Proof:
    runs = Runs(Program([("answer", source)], text), SearchLimits(), "every")
    try:
        return Prover(runs).prove(ProofBudget(5_000, 1_000_000))
    finally:
        runs.end()


@pytest.mark.parametrize(("threads", "times", "most"), [(2, 2, 4), (3, 2, 25), (4, 2, 100)])
def test_schedules_that_come_to_the_same_state_are_gone_on_with_once(threads: int, times: int, most: int) -> None:
    works = [f"lambda: work({times})"] * threads
    found = proof(COUNTER, made(f"n == {threads * times}", *works))
    assert (found.verdict, found.runs <= most) == ("holds", True)


def test_what_many_states_have_in_common_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[int] = []
    number = Chains.number

    def counted(chains: Chains, what: Hashable) -> int:
        if what not in chains._numbers:
            parts.append(size(what))
        return number(chains, what)

    monkeypatch.setattr(Chains, "number", counted)
    sizes = []
    for length in (10, 5_000):
        parts.clear()
        assert proof(f"table = list(range({length}))\n{COUNTER}", made("n == 6", *["lambda: work(2)"] * 3)).runs > 20
        sizes.append(sum(parts))
    assert sizes[1] - sizes[0] == 4_990  # parts: those of the longer list, once


def size(what: Hashable) -> int:
    return sum(map(size, what)) if isinstance(what, tuple | frozenset) else 1


HARMLESS = [
    "from __future__ import annotations",
    "from threading import *",  # which brings what is not modelled, too
    "import asyncio, os, sys",
    "from typing import Generic, List, Optional, TypeVar\nT = TypeVar('T')\nRow = List[Optional[T]] | list[int]",
    "from dataclasses import dataclass, field\n@dataclass\nclass Row:\n    cells: list = field(default_factory=list)",
    "from abc import ABC, abstractmethod\nclass Base(ABC):\n    @abstractmethod\n    def work(self): ...",
    "from datetime import datetime, timedelta\nbegan, limit = datetime(2026, 1, 1), timedelta(1)",
    "import re\nwords = re.compile('a+')",
    "from operator import attrgetter, itemgetter\nvalue = attrgetter('value')",
]


@pytest.mark.parametrize("line", HARMLESS)
def test_what_a_program_only_imports_does_not_tell_states_apart(line: str) -> None:
    test = made("n == 6", *["lambda: work(2)"] * 3)
    with_line, without = proof(f"{line}\n{COUNTER}", test), proof(COUNTER, test)
    assert (with_line.verdict, with_line.runs) == ("holds", without.runs)


# Where states differ in what only one of these tells, taking them for the same would lose the order that fails.
DIFFER = {
    "an operand that waits for the next one": (
        (
            "x = y = 0\nr = []\ndef f():\n    global y\n    y += 1\n    return y\n"
            "def a(): r.append(x + f() * 0 + x)\ndef b():\n    global x\n    x = 1\n    x = 2"
        ),
        "r != [1]",
    ),
    "which of two equal tuples": (
        (
            "x = 0\nr = []\nt = tuple([1, 2])\ndef pick(): return tuple([1, 2]) if x else t\n"
            "def a():\n    q = pick()\n    y = x\n    r.append((y, q is t))\n"
            "def b():\n    global x\n    x = 1\n    x = 0"
        ),
        "r != [(0, False)]",
    ),
    "where an iterator is": (
        (
            "x = 0\nr = []\ndef take(it):\n    next(it)\n    return 0\n"
            "def a():\n    it = iter([1, 2, 3])\n    if x: take(it)\n    y = x\n    r.append((y, next(it)))\n"
            "def b():\n    global x\n    x = 1\n    x = 0"
        ),
        "r != [(0, 2)]",
    ),
    "how far a generator is": (
        (
            "x = 0\nr = []\ndef gen():\n    while True: yield x\n"
            "def a():\n    g = gen()\n    y = next(g)\n    z = x\n    r.append((z, y, next(g)))\n"
            "def b():\n    global x\n    x = 1\n    x = 2"
        ),
        "r != [(2, 0, 2)]",
    ),
    "what a closure has captured": (
        (
            "x = 0\nr = []\nfs = []\ndef a():\n    n = x\n    fs.append(lambda: n)\n    n = x\n"
            "def b():\n    global x\n    x = 1\n    if fs: r.append(fs[0]())\n    x = 2"
        ),
        "r != [0]",
    ),
    "what finally will see": (
        (
            "x = 0\nr = []\ndef f():\n    t = x\n    try:\n        return 1\n    finally:\n        r.append((t, x))\n"
            "def a(): f()\ndef b():\n    global x\n    x = 1\n    x = 2"
        ),
        "r != [(1, 2)]",
    ),
    "a variable that a loop has not bound yet": (
        (
            "x = 0\nr = []\ndef a():\n    n = 0\n    while n < 2:\n        if x: y = x\n        n += 1\n"
            "        try: r.append(y)\n        except NameError: r.append(None)\n"
            "def b():\n    global x\n    x = 1\n    x = 0"
        ),
        "r != [1, 1]",
    ),
    "what a threading.local holds": (
        (
            "import threading\nx = 0\nr = []\nt = threading.local()\n"
            "def a():\n    t.v = x\n    y = x\n    r.append((y, t.v))\n"
            "def b():\n    global x\n    x = 1\n    x = 2"
        ),
        "r != [(2, 0)]",
    ),
}


@pytest.mark.parametrize("name", DIFFER)
def test_what_differs_is_not_taken_for_the_same(name: str) -> None:
    source, condition = DIFFER[name]
    assert proof(source, made(condition, "a", "b")).verdict == "fails"


FOR_EVER = """
import threading
x, y = threading.Event(), threading.Event()
def a():
    while True:
        x.wait(); x.clear(); y.set()
def b():
    while True:
        y.wait(); y.clear(); x.set()
x.set()
"""


def test_what_goes_on_for_ever_is_told_with_a_round_of_it_and_can_be_replayed() -> None:
    failure = explore(made("True", "a", "b"), FOR_EVER).failure
    assert failure is not None
    assert (failure.kind, failure.message) == ("endless", "thread A and thread B run for ever")
    assert {step.thread for step in failure.steps[-12:]} == {"A", "B"}
    assert explore(made("True", "a", "b"), FOR_EVER, replay=failure.replay).failure == failure


def test_a_program_that_stands_still_is_not_said_to_run_for_ever() -> None:
    failure = explore(made("True", "a"), "import threading\nx = threading.Event()\ndef a(): x.wait()").failure
    assert failure is not None
    assert failure.kind != "endless"
