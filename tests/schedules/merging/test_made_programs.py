"""The engine against an enumeration of its own, on made programs with waits, time-outs and polls.

``python -m tests.schedules.merging.test_made_programs 5000`` judges more of them, and says how it went.
"""

from __future__ import annotations

import sys
import time

import pytest

from tests.schedules.merging.enumeration import Outcomes, enumerate_states, made
from threadlab import explore

A_FEW = 240
MOST_STATES = 20_000  # of a program; larger ones are left out


def problems(seed: int) -> list[str]:
    """Judge one made program; say what is wrong with the verdicts."""
    program = made(seed)
    outcomes = enumerate_states(program, MOST_STATES)
    if outcomes is None:
        return []
    finals = sorted(outcomes.finals)
    right = explore(program.test(f"(x, y, z) in {finals}"), program.source)
    said = [f"{seed}: {right.verdict}: {right.reason}"] if right.verdict != expected(outcomes) else []
    if expected(outcomes) == "holds" and len(finals) > 1:
        for final in finals:
            verdict = explore(program.test(f"(x, y, z) != {final}"), program.source).verdict
            if verdict != "fails":
                said.append(f"{seed}: that {final} never comes about {verdict}")
    return said


def expected(outcomes: Outcomes) -> str:
    """Say what the verdict must be where the test asks only for outcomes that there are."""
    return "fails" if outcomes.stuck or outcomes.hopeless or not outcomes.finals else "holds"


@pytest.mark.parametrize("first", range(0, A_FEW, 40))
def test_each_verdict_is_that_of_the_enumeration(first: int) -> None:
    assert [said for seed in range(first, first + 40) for said in problems(seed)] == []


def test_the_made_programs_are_of_all_sorts() -> None:
    found = [outcomes for seed in range(A_FEW) if (outcomes := enumerate_states(made(seed), MOST_STATES)) is not None]
    assert len(found) > 200
    assert sum(outcomes.stuck for outcomes in found) > 20
    assert sum(outcomes.hopeless and not outcomes.stuck for outcomes in found) > 20
    assert sum(len(outcomes.finals) > 1 for outcomes in found) > 30


def main(count: int) -> None:
    begin, wrong, judged = time.process_time(), [], 0
    for seed in range(count):
        judged += enumerate_states(made(seed), MOST_STATES) is not None
        wrong += problems(seed)
    print(f"{judged:,} of {count:,} programs judged in {time.process_time() - begin:,.0f} s of CPU, {len(wrong)} wrong")
    print("\n".join(wrong))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else A_FEW)
