"""The engine against an enumeration of its own, on made programs with waits, time-outs and polls.

``python -m tests.schedules.merging.test_made_programs 5000`` judges more of them, and says how it went.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

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


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge made programs beside the enumeration of their states.")
    parser.add_argument("count", type=int, nargs="?", default=A_FEW, help=f"how many programs (default: {A_FEW})")
    parser.add_argument("--write", type=Path, help="a file for the result, as docs/made-programs.md")
    asked = parser.parse_args()
    begin, wrong, judged = time.process_time(), [], 0
    for seed in range(asked.count):
        judged += enumerate_states(made(seed), MOST_STATES) is not None
        wrong += problems(seed)
        if (seed + 1) % 500 == 0:
            print(f"{seed + 1:,} of {asked.count:,}, {len(wrong)} differences", file=sys.stderr, flush=True)
    seconds = time.process_time() - begin
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    python = ".".join(map(str, sys.version_info[:3]))
    result = REPORT.format(asked.count, judged, len(wrong), seconds, commit.strip(), python, listed(wrong))
    print(result)
    if asked.write is not None:
        asked.write.write_text(result, encoding="utf-8")
    sys.exit(1 if wrong else 0)


def listed(wrong: list[str]) -> str:
    return "\n".join(f"- program {each}" for each in wrong) or "None differs."


REPORT = """# Made programs

`python -m tests.schedules.merging.test_made_programs {0} --write docs/made-programs.md` makes programs of two or three
threads with locks, events, conditions, time-outs and polls (program 0, 1, 2 ...), goes through all of their states by
an enumeration that shares no line with the engine, and compares: what may be left in the end, whether somebody may be
stuck, and whether a state can be come to from which no end can.

| programs | judged | differences | CPU | commit | Python |
|---|---|---|---|---|---|
| {0:,} | {1:,} | {2} | {3:,.0f} s | {4} | {5} |

{6}
"""


if __name__ == "__main__":
    main()
