"""docs/site.md is what ``python -m benchmarks.site --write`` writes: every table, filled."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.site import INTRODUCTION, SECTIONS, heading

PAGE = Path(__file__).parents[2] / "docs" / "site.md"


def test_the_page_begins_as_the_command_begins_it() -> None:
    kept = re.split(r"\{[^}]*\}", INTRODUCTION)
    assert re.match(".+?".join(map(re.escape, kept)), PAGE.read_text(encoding="utf-8"))


def test_each_table_of_the_command_is_there_in_its_order_and_every_figure_is_filled_in() -> None:
    titles = re.findall(r"^## (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == [title for title, _ in SECTIONS]
    for section in SECTIONS:
        _, _, after = PAGE.read_text(encoding="utf-8").partition("\n".join(heading(section)).lstrip("\n") + "\n")
        rows = after.partition("\n\n")[0].splitlines()
        assert rows, section
        for row in rows:
            assert re.fullmatch(r"\|( [^|]*[^| ][^|]* \|)+", row), row
            assert row.count("|") == section[1].count("|"), row
            assert re.search(r"\| \d+(\.\d+)? \|$", row), row
