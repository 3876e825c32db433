"""What spares a search over states its work: what is told again, and walks from one state to another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.schedules.merging.test_states import COUNTER, made
from threadlab.schedules.exploring.proof import Proof, ProofBudget, Prover
from threadlab.schedules.exploring.runs import Runs, SearchLimits
from threadlab.schedules.merging.graph import StateNode
from threadlab.schedules.merging.persistent import PersistentSearch
from threadlab.schedules.merging.shared_prefix import NOTHING, Told
from threadlab.schedules.program import Program
from threadlab.schedules.running.learned_facts import PRINTED

LOCK = "import threading\nlock = threading.Lock()\n"
PROGRAMS = {
    "a counter": (COUNTER, made("n == 4", *["lambda: work(2)"] * 2)),
    # Whoever reads it first gives it its name, which all threads that come later go by.
    "an object that somebody reads and somebody else changes": (
        LOCK + "class Empty: pass\ne = Empty()\nr = []\n"
        "def a():\n    with lock: y = e\n    with lock: r.append(y)\n"
        "def b():\n    with lock: e.n = 1\n    with lock: e.n += 1\n",
        made("len(r) == 2", "a", "a", "b"),
    ),
    "a thread that waits": (
        (
            "import threading\nready = threading.Condition()\nn = 0\n"
            "def a():\n    global n\n    with ready:\n        n += 1\n        ready.notify()\n"
            "def b():\n    global n\n    with ready:\n        while not n: ready.wait()\n        n -= 1\n"
        ),
        made("n == 0", "a", "a", "b", "b"),
    ),
    "a thread that polls": (
        LOCK + "n = 0\ndef a():\n    global n\n    with lock: n = 1\n"
        "def b():\n    tries = 0\n    while True:\n        with lock:\n            if n: break\n        tries += 1\n",
        made("n == 1", "a", "b", "b"),
    ),
    "random numbers": (
        LOCK + "import random\nr = []\ndef a():\n    x = random.choice((1, 2))\n    with lock: r.append(x)\n",
        made("len(r) == 3", "a", "a", "a"),
    ),
}


def proved(monkeypatch: pytest.MonkeyPatch, name: str, search: type[PersistentSearch]) -> tuple[Proof, set[int]]:
    """Ask for a proof by a search of this sort; return it, and the states that there are."""
    made: list[PersistentSearch] = []

    def make(**options: Any) -> PersistentSearch:
        made.append(search(**options))
        return made[-1]

    monkeypatch.setattr("threadlab.schedules.exploring.proof.PersistentSearch", make)
    source, test = PROGRAMS[name]
    runs = Runs(Program([("answer", source)], test), SearchLimits(), "every")
    try:
        return Prover(runs).prove(ProofBudget(5_000, 1_000_000)), set(made[-1].graph.nodes)
    finally:
        runs.end()


class Forgetful(PersistentSearch):
    """A search in which each run works out anew what its threads are told."""

    @property
    def told(self) -> object:  # type: ignore[override]
        return NOTHING


class Lame(PersistentSearch):
    """A search that begins at the beginning for each step that it tries."""

    def __init__(self, *, walks: bool, **options: Any) -> None:
        super().__init__(walks=False, **options)


@pytest.mark.parametrize("name", PROGRAMS)
def test_who_is_told_again_comes_to_the_same_states(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    again, anew = proved(monkeypatch, name, PersistentSearch), proved(monkeypatch, name, Forgetful)
    assert again == anew
    assert again[0].verdict == "holds"


@pytest.mark.parametrize("name", PROGRAMS)
def test_who_walks_on_from_a_state_comes_to_as_many_states_in_no_more_runs(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (walking, states), (lame, others) = proved(monkeypatch, name, PersistentSearch), proved(monkeypatch, name, Lame)
    assert (walking.verdict, len(states)) == (lame.verdict, len(others))
    assert walking.runs <= lame.runs


def test_what_was_not_kept_is_worked_out_again() -> None:
    first = Told()
    for chain in (7, 0, 9):
        assert first.again() == 0
        first.keep(chain)
    second = Told(first.so_far())
    assert [second.again() for _ in range(4)] == [7, 0, 9, 0]
    second.keep(5)
    assert first.so_far().size == 3
    third = Told(second.so_far())
    assert [third.again() for _ in range(4)] == [7, 0, 9, 5]


def test_the_way_to_a_state_does_not_grow_with_the_run_that_came_to_it_first() -> None:
    choices = [0, 1]
    state = StateNode(choices, {}, {})
    choices.append(2)
    assert state.path == [0, 1]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_proof_that_was_broken_off_is_gone_on_with(name: str) -> None:
    source, test = PROGRAMS[name]
    runs = Runs(Program([("answer", source)], test), SearchLimits(), "every")
    try:
        at_once = Prover(runs).prove(ProofBudget(5_000, 1_000_000))  # from here on nothing is learned any more
        prover = Prover(runs)
        made = at_once.runs // 2
        assert prover.prove(ProofBudget(made, 1_000_000)).verdict == "undecided"
        ran = runs.count
        assert prover.prove(ProofBudget(5_000, 1_000_000)).verdict == at_once.verdict
        assert runs.count - ran <= at_once.runs - made
    finally:
        runs.end()


def test_what_is_learned_meanwhile_begins_a_proof_anew() -> None:
    source, test = PROGRAMS["a counter"]
    runs = Runs(Program([("answer", source)], test), SearchLimits(), "every")
    try:
        at_once = Prover(runs).prove(ProofBudget(5_000, 1_000_000))
        prover = Prover(runs)
        assert prover.prove(ProofBudget(at_once.runs - 1, 1_000_000)).verdict == "undecided"
        runs.learned |= {PRINTED}
        ran = runs.count
        assert prover.prove(ProofBudget(5_000, 1_000_000)) == at_once
        assert runs.count - ran == at_once.runs
    finally:
        runs.end()
