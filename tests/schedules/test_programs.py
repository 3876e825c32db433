"""Small programs about threads: a fault in one must be found and called by its kind, a right one must not be blamed."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from threadlab import explore
from threadlab.schedules.result import Result

PROGRAMS = Path(__file__).parent / "programs"
MUST_FIND = sorted((PROGRAMS / "must_find").glob("*.py"))
MUST_NOT_CRY_WOLF = sorted((PROGRAMS / "must_not_cry_wolf").glob("*.py"))
NOT_DECIDED = sorted((PROGRAMS / "not_decided").glob("*.py"))
KIND = re.compile(r"^# Kind: (.+)$", re.MULTILINE)
REASON = re.compile(r"^# Reason: (.+)$", re.MULTILINE)
OPTIONS = re.compile(r"^# Options: (.+)$", re.MULTILINE)
TEST = "def test():"


def stem(program: Path) -> str:
    return program.stem


def options(text: str) -> dict[str, Any]:
    """Return the keyword arguments that a program's comment asks for: ``# Options: may_poll=False``."""
    found = OPTIONS.search(text)
    call = ast.parse(f"explore({found[1] if found else ''})", mode="eval").body
    assert isinstance(call, ast.Call)
    return {keyword.arg or "": ast.literal_eval(keyword.value) for keyword in call.keywords}


def run(program: Path) -> Result:
    """Search a program: the function ``test`` at its end is the test, everything above it is the source."""
    text = program.read_text(encoding="utf-8")
    source, _, test = text.partition(TEST)
    return explore(TEST + test, source, **options(text))


@cache
def first(program: Path) -> Result:
    """Return what the first search in this process came to."""
    return run(program)


@pytest.mark.parametrize("program", MUST_FIND, ids=stem)
def test_the_fault_is_found(program: Path) -> None:
    kinds = KIND.search(program.read_text(encoding="utf-8"))
    assert kinds, "a comment says of which kind the fault is"
    result = first(program)
    assert result.verdict == "fails", result.reason
    assert result.failure is not None
    assert result.failure.kind in kinds[1].split("|"), result.failure.message


@pytest.mark.parametrize("program", MUST_NOT_CRY_WOLF, ids=stem)
def test_no_fault_is_seen_where_there_is_none(program: Path) -> None:
    result = first(program)
    assert (result.verdict, result.failure) == ("holds", None), result.reason


@pytest.mark.parametrize("program", NOT_DECIDED, ids=stem)
def test_what_the_search_cannot_decide_is_neither_a_pass_nor_a_failure(program: Path) -> None:
    result = first(program)
    assert result.verdict == "undecided"
    stated = REASON.search(program.read_text(encoding="utf-8"))
    assert (stated[1] if stated else "") in result.reason
    assert result.reason


@pytest.mark.parametrize("program", MUST_FIND + MUST_NOT_CRY_WOLF, ids=stem)
def test_the_result_is_the_same_every_time(program: Path) -> None:
    assert run(program) == first(program)


def test_there_are_programs_of_both_sorts() -> None:
    assert len(MUST_FIND) >= 60
    assert len(MUST_NOT_CRY_WOLF) >= 60
