"""Whole programs as learners write them: each begins its own threads, and its verdict is the one that is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from threadlab import explore

TEXT = Path(__file__).with_name("whole_programs.txt").read_text(encoding="utf-8")
CASES = [part.partition("\n") for part in TEXT.split("\n---\n")]
PROGRAMS = {head.removeprefix("# ").partition(": ")[0]: (head.partition(": ")[2], rest) for head, _, rest in CASES}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_verdict_of_a_whole_program_is_true(name: str) -> None:
    verdict, rest = PROGRAMS[name]
    source, _, test = rest.partition("# then\n")
    result = explore(test, source)
    assert result.verdict == verdict, (result.reason, result.failure and result.failure.message)


def test_there_are_whole_programs_of_both_sorts_and_each_has_a_name() -> None:
    assert len(PROGRAMS) == len(CASES)
    assert {verdict for verdict, _ in PROGRAMS.values()} == {"holds", "fails"}
