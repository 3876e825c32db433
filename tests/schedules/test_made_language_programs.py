"""Made programs about iterators, containers and names: the engine finds exactly the outcomes that there are."""

from __future__ import annotations

import pytest

from tests.schedules.made_language_programs import OPERATIONS, Made, Shared, Steps, disagreement, made

BATCHES = 8
SIZE = 25


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_engine_and_the_enumeration_agree(batch: int) -> None:
    first = 100_000 + batch * SIZE
    said = {number: disagreement(made(number)) for number in range(first, first + SIZE)}
    assert {number: words for number, words in said.items() if words not in ("", "left out")} == {}
    assert list(said.values()).count("left out") < SIZE // 3


def test_every_operation_is_in_some_program() -> None:
    used = {
        words for number in range(BATCHES * SIZE) for side in (made(number).one, made(number).two) for words, _ in side
    }
    assert used == {words for kind in OPERATIONS.values() for words, _ in kind}


def add_at_once(shared: Shared, _seen: list[object]) -> Steps:
    yield
    shared.x += 1


def add_in_three(shared: Shared, _seen: list[object]) -> Steps:
    yield
    value = shared.x
    yield
    yield
    shared.x = value + 1
    yield
    shared.f = 1


def test_an_outcome_too_many_is_told() -> None:
    wrong = ("x += 1", add_at_once)
    assert disagreement(Made((wrong,), (wrong,))).startswith("fails")


def test_an_outcome_too_few_is_told() -> None:
    wrong = ("x += 1", add_in_three)
    right = ("seen.append(f())", OPERATIONS["names"][2][1])
    assert disagreement(Made((wrong,), (right,))) != ""
