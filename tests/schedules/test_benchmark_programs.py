"""The programs that engines are compared by: what is said of them to be right is right, and the rest is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ENGINES = Path(__file__).parents[2] / "benchmarks" / "engines"
sys.path.insert(0, str(ENGINES))
from programs import PROGRAMS  # noqa: E402
from threadlab_engine import judge  # noqa: E402

sys.path.remove(str(ENGINES))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_what_it_is_said_to_be(name: str) -> None:
    right = PROGRAMS[name].right
    assert judge(name)[0] == ("holds" if right else "fails")
