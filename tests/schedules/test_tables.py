"""What the language lets threads share: each table holds small programs of one kind, with the verdict that is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schedules.language import judged, programs

TABLES = sorted((Path(__file__).parent / "tables").glob("*.txt"))
CASES = [pytest.param(*case, id=f"{table.stem}-{name}") for table in TABLES for name, case in programs(table).items()]


@pytest.mark.parametrize(("verdict", "source", "test"), CASES)
def test_the_verdict_is_true(verdict: str, source: str, test: str) -> None:
    for result in judged(source, test):
        assert result.verdict == verdict, (result.reason, result.failure and result.failure.message)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_table_has_programs_of_both_sorts(table: Path) -> None:
    verdicts = [verdict for verdict, _, _ in programs(table).values()]
    assert "holds" in verdicts
    assert "fails" in verdicts
