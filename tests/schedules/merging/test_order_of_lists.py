"""The order of what threads have added to a list is a part of a state only if somebody sees it."""

from __future__ import annotations

import argparse
from typing import Any

import pytest

from tests.schedules.searching.test_blocks_that_commute import OTHER_STEPS, SHOWN, Watched, by_all_orders, made
from tests.schedules.searching.test_lists_in_any_order import ADDING, ALIKE, SEEN, UNSEEN
from threadlab import explore
from threadlab.schedules.exploring.proof import Proof, ProofBudget, Prover

LOOKER = """
seen = None
def look():
    global seen
    try:
        seen = {shown}
    except (IndexError, StopIteration, TypeError, ValueError, statistics.StatisticsError) as error:
        seen = type(error)
works.append(look)
"""
A_FEW = 60


def by_states(program: str, shown: str) -> tuple[Proof, set[Any]]:
    """Search a program's states; return what comes out, and all outcomes met."""
    runs = Watched(program, shown)
    try:
        return Prover(runs).prove(ProofBudget(5_000, 10**7)), runs.outcomes
    finally:
        runs.end()


def program(kind: str = "[]", one: str = "0, 0", two: str = "1, 1", looker: str = "") -> str:
    return ADDING.format(kind=kind, adding="xs.append(value)", one=one, two=two) + looker


@pytest.mark.parametrize("shown", [*SEEN, *UNSEEN])
def test_who_looks_in_the_end_comes_to_the_same_outcomes(shown: str) -> None:
    proof, outcomes = by_states(program(), shown)
    assert proof.verdict == "holds" or "cannot" in (proof.reason or "")
    assert outcomes >= by_all_orders(program(), shown)


@pytest.mark.parametrize("shown", [*SEEN, *UNSEEN])
def test_so_does_who_looks_meanwhile(shown: str) -> None:
    text = program(one="0", two="1", looker=LOOKER.format(shown=shown))
    proof, outcomes = by_states(text, "seen, len(xs)")
    assert proof.verdict == "holds"
    assert outcomes >= by_all_orders(text, "seen, len(xs)")


@pytest.mark.parametrize(("kind", "one", "two", "shown", "_one_schedule"), ALIKE.values(), ids=ALIKE)
def test_so_do_lists_of_other_things(kind: str, one: str, two: str, shown: str, _one_schedule: bool) -> None:
    text = program(kind, one, two)
    _, outcomes = by_states(text, shown)
    assert outcomes >= by_all_orders(text, shown)


def difference(seed: int) -> str:
    """Say what differs in a made program, "" if nothing."""
    text, shown = made(seed, OTHER_STEPS), SHOWN[seed % len(SHOWN)]
    proof, outcomes = by_states(text, shown)
    missing = by_all_orders(text, shown) - outcomes if proof.verdict == "holds" else set()
    return f"{seed}: {sorted(map(str, missing))}" if missing else ""


@pytest.mark.parametrize("first", range(0, A_FEW, 20))
def test_made_programs_come_to_the_same_outcomes(first: int) -> None:
    assert [said for seed in range(first, first + 20) if (said := difference(seed))] == []


LENGTHS = """
from threading import Thread
xs = []
def work(i):
    for j in range(3):
        xs.append((i, j))
        assert len(xs) > j
def test():
    threads = [Thread(target=work, args=(i,)) for i in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert {wanted}
"""


@pytest.mark.parametrize(
    ("wanted", "verdict"), [("len(xs) == 9", "holds"), ("xs[0] < xs[8]", "fails"), ("(1, 2) in xs[:6]", "fails")]
)
def test_three_threads_that_add_and_look_how_many_there_are(wanted: str, verdict: str) -> None:
    source, test = LENGTHS.format(wanted=wanted).split("def test()")
    result = explore("def test()" + test, source)
    assert (result.verdict, result.schedules < 1_000) == (verdict, True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge made programs with lists by states and by all orders.")
    parser.add_argument("count", type=int, nargs="?", default=A_FEW, help=f"how many (default: {A_FEW})")
    parser.add_argument("first", type=int, nargs="?", default=1_000, help="the first one's number (default: 1000)")
    options = parser.parse_args()
    found = [said for seed in range(options.first, options.first + options.count) if (said := difference(seed))]
    print("\n".join(found), f"{options.count} programs, {len(found)} differ", sep="\n")


if __name__ == "__main__":
    main()
