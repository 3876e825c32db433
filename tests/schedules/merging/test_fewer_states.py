"""What needs no state of its own, or no run: in which order threads wait, and steps known in the other order."""

from __future__ import annotations

import pytest

from threadlab.schedules.exploring.proof import Proof, ProofBudget, Prover
from threadlab.schedules.exploring.runs import Runs, SearchLimits
from threadlab.schedules.merging.graph import END, Graph, StateNode
from threadlab.schedules.program import Program

WAITERS = 3
GATE = """
import threading
cond, is_open, waiting, passed, done = threading.Condition(), False, 0, [], threading.Semaphore(0)
all_wait = False
def wait(who):
    global waiting
    with cond:
        waiting += 1
        while not is_open:
            cond.wait()
        passed.append(who)
    done.release()
def open_gate():
    global is_open, all_wait
    with cond:
        is_open = True
        all_wait = waiting == 3
        {tell}
"""
TEST = f"""
def test():
    import threading
    threads = [threading.Thread(target=wait, args=(who,), daemon=True) for who in range({WAITERS})]
    for thread in threads: thread.start()
    open_gate()
    {{after}}
    assert {{condition}}
"""
JOIN = "for thread in threads: thread.join()"
ALL = "cond.notify_all()"
EACH = f"for _ in range({WAITERS}): cond.notify()"


def proof(tell: str, condition: str, after: str) -> tuple[Proof, bool]:
    """Prove a test; say also whether it was found to count in which order threads wait."""
    source = GATE.format(tell=tell)
    runs = Runs(Program([("answer", source)], TEST.format(condition=condition, after=after)), SearchLimits(), "every")
    prover = Prover(runs)
    try:
        return prover.prove(ProofBudget(8_000, 1_000_000)), prover._search._queues
    finally:
        runs.end()


def test_who_waits_where_all_are_told_at_once_is_no_queue() -> None:
    (told, queue), (each, queues) = proof(ALL, "waiting == 3", JOIN), proof(EACH, "waiting == 3", JOIN)
    assert (told.verdict, each.verdict, queue, queues) == ("holds", "holds", False, True)
    assert told.runs < each.runs


@pytest.mark.parametrize("first", range(WAITERS))
@pytest.mark.parametrize("tell", [ALL, EACH, f"cond.notify({WAITERS})"])
def test_each_may_be_the_first_to_go_on(tell: str, first: int) -> None:
    assert proof(tell, f"passed[0] != {first}", JOIN)[0].verdict == "fails"


@pytest.mark.parametrize("who", range(WAITERS))
def test_a_notify_for_one_may_be_for_any_of_them(who: int) -> None:
    found, queue = proof("cond.notify()", f"not all_wait or passed != [{who}]", "done.acquire()")
    assert (found.verdict, queue) == ("fails", True)


# -- a step that is known in the other order ---------------------------------------------------------------------------


def diamond(*, one: str = "x", other: str = "y", able: tuple[str, ...] = ("A", "B"), ways: bool = False) -> Graph:
    """A graph in which A and B have been made in one order, and A in the other: 1 -A-> 2 -B-> 3, 1 -B-> 4."""
    graph = Graph()
    touched = {"A": [graph.touches.number("A", one, 1)], "B": [graph.touches.number("B", other, 1)]}
    for state, left in ((1, "AB"), (2, "B"), (3, ""), (4, "A")):
        enabled = {thread: number for number, thread in enumerate(able) if thread in left}
        graph.nodes[state] = StateNode([0] * state, enabled, {thread: touched[thread] for thread in left})
        graph.nodes[state].steps.update({thread: {} for thread in left})
    graph.lead(1, "A", (), 2)
    graph.lead(2, "B", (0,) if ways else (), 3)
    graph.lead(1, "B", (), 4)
    return graph


def test_a_step_that_commutes_with_the_one_before_need_not_be_made_once_more() -> None:
    graph = diamond()
    assert graph.infer(4, "A")
    assert graph.nodes[4].steps["A"] == {(): 3}


def test_other_steps_must_be_made() -> None:
    assert not diamond(other="x").infer(4, "A")  # they conflict
    assert not diamond(able=("B",)).infer(4, "A")  # it could not go before
    assert not diamond(ways=True).infer(4, "A")  # the other may go another way
    graph = diamond()
    graph.nodes[2].steps["B"] = {}  # where it led is not known
    assert not graph.infer(4, "A")
    graph = diamond()
    graph.nodes[2].steps["B"] = {(): END}
    assert not graph.infer(4, "A")
    graph = diamond()
    graph.nodes[4].pending["A"] = []  # it is about to do something else by now
    assert not graph.infer(4, "A")
