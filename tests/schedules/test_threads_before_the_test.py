"""Threads that a program starts at its top level: every order of them counts where the test sees it."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.exploring import explorer
from threadlab.schedules.exploring.proof import ProofBudget

COUNTER = """
import threading
counter = 0
lock = threading.Lock()

def work():
    global counter
    counter += 1

def locked():
    global counter
    with lock:
        counter += 1

def together(*targets):
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
LONG = """
def many():
    global counter
    for _ in range(200):
        with lock: counter = max(counter, 0) + 1  # a sum would be the same in any order, and proved
"""
OWN = """
def test():
    seen = []
    threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert sorted(seen) == [0, 1]
"""


@pytest.mark.parametrize(
    ("setup", "test", "verdict"),
    [
        ("together(work, work)", "assert counter == 2", "fails"),
        ("together(locked, locked)", "assert counter == 2", "holds"),
        ("together(work, work)", "assert counter in (1, 2)", "holds"),
        ("threading.Thread(target=work).start()", "assert counter == 0", "fails"),
        ("threading.Thread(target=work).start()", "assert counter == 1", "fails"),
        ("t = threading.Thread(target=work)\nt.start()", "t.join(); assert counter == 1", "holds"),
        ("t = threading.Thread(target=work, daemon=True)\nt.start()", "work(); t.join(); assert counter == 2", "fails"),
        ("together(work, work)\nresult = counter", "assert result == 2", "fails"),
        ("together(work, work)\nassert counter == 2", "pass", "fails"),
        ("together(work, work)\nif counter == 2: ok = True", "assert ok", "fails"),
        ("together(work, work)\ncounter = 0", "assert counter == 0", "holds"),
        ("with threading.Lock(): together(locked, locked)", "assert not lock.locked()", "holds"),
    ],
)
def test_every_order_of_threads_at_the_top_counts(setup, test, verdict):
    result = explore(f"def test():\n    {test}\n", COUNTER + setup)
    assert result.verdict == verdict, result.reason


def test_a_deadlock_at_the_top_is_found():
    crossed = """
a, b = threading.Lock(), threading.Lock()
def one():
    with a:
        with b: pass
def two():
    with b:
        with a: pass
together(one, two)
"""
    result = explore("def test(): pass", COUNTER + crossed)
    assert result.failure is not None
    assert result.failure.kind == "deadlock"


def test_what_a_long_trial_run_does_need_not_be_tried_in_every_order_if_the_test_does_not_look_at_it():
    result = explore(OWN, COUNTER + LONG + "together(many, many, many)\n")
    assert (result.verdict, result.threads) == ("holds", 3), "nothing is said of the threads of the trial run"


def test_a_long_run_that_the_test_looks_at_is_not_decided(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        explorer, "PROOF", ProofBudget(runs=10, work=10_000)
    )  # a proof by states is not what is asked about
    result = explore("def test():\n    assert counter == 600\n", COUNTER + LONG + "together(many, many, many)\n")
    assert result.verdict == "undecided"
    assert result.reason.startswith("the threads that start before the test have too many orders")


GLIMPSE = """
from threading import Thread
x = n = 0
def look():
    if x: raise ValueError
def glimpse():
    global x
    x = 1
    x = 0
def add():
    global n
    for _ in range({}): n = max(n, 0) + 1
threads = [Thread(target=target) for target in ({})]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


@pytest.mark.parametrize("targets", ["look, glimpse, add, add, add", "look, add, add, add, glimpse"])
def test_what_goes_wrong_at_the_top_in_few_of_very_many_orders_is_found(targets: str) -> None:
    result = explore("def test(): pass", GLIMPSE.format(4, targets))
    assert result.failure is not None
    assert result.failure.exception == "ValueError"
    assert result.schedules > 300  # before a proof was asked for


@pytest.mark.parametrize("targets", ["look, glimpse, add, add, add", "look, add, add, add, glimpse"])
def test_what_goes_wrong_at_the_top_in_few_of_very_many_long_orders_is_found(targets: str) -> None:
    failure = explore("def test(): pass", GLIMPSE.format(150, targets)).failure
    assert failure is not None
    assert failure.exception == "ValueError"
    again = explore("def test(): pass", GLIMPSE.format(150, targets), replay=failure.replay).failure
    assert again is not None
    assert again.exception == "ValueError"


@pytest.mark.parametrize("targets", ["look, add, add, add", "glimpse, add, add, add"])
def test_long_orders_in_which_nothing_goes_wrong_hold(targets: str) -> None:
    assert explore("def test(): pass", GLIMPSE.format(150, targets)).verdict == "holds"


def test_a_failure_at_the_top_replays():
    test = "def test():\n    assert counter == 2\n"
    failure = explore(test, COUNTER + "together(work, work)\n").failure
    assert failure is not None
    assert failure.race is not None
    again = explore(test, COUNTER + "together(work, work)\n", replay=failure.replay).failure
    assert again is not None
    assert again.message == failure.message
