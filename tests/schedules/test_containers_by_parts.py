"""Showing containers part by part, against CPython: methods of what is in them change the containers.

Whatever a method does between two looks another thread may do. CPython's own C code is run beside the engine's rules,
on equal containers, and each gives the same, or raises the same.
"""

from __future__ import annotations

import random
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.hooks.contents.texts import Showing

Changes = list[Callable[[], Any]]
KEPT: list[Any] = []  # all that is dropped from a container while it is shown: nothing of it ends before the test


class Changing:
    """Something that makes the next change whenever it is asked for its text."""

    def __init__(self, number: int, changes: Changes) -> None:
        self.number = number
        self.changes = changes
        KEPT.append(self)

    def _change(self) -> None:
        if self.changes:
            self.changes.pop()()

    def __repr__(self) -> str:
        self._change()
        return f"<{self.number}>"


def made(seed: int, *, dicts: bool) -> Any:
    """Make a container, and changes of it that are made as its elements are asked: the same for each seed."""
    draws = random.Random(seed)
    changes: Changes = []
    elements = [Changing(number, changes) for number in range(3)]
    if dicts:
        kind: Any = draws.choice([dict, lambda pairs: defaultdict(list, pairs), OrderedDict])
        one = kind(enumerate(elements))
    else:
        one = draws.choice([list, deque])(elements)
    changes += [change(draws, one, Changing(draws.randrange(9), changes)) for _ in range(draws.randrange(4))]
    wraps: Any = draws.choice(
        [lambda each: each, lambda each: [each, each], lambda each: (each,), lambda each: {7: each}]
    )
    return wraps(one)


def change(draws: random.Random, owner: Any, value: Changing) -> Callable[[], Any]:
    """Draw a change of a container."""
    if isinstance(owner, dict):
        key = draws.choice([*owner, 8])
        on_dict: Changes = [lambda: owner.update({key: value}), lambda: owner.pop(key, None), owner.clear]
        return draws.choice(on_dict)
    on_list: Changes = [
        lambda: owner.append(value),
        lambda: owner.pop() if owner else None,
        owner.clear,
        lambda: owner.__setitem__(-1, value) if owner else None,
    ]
    return draws.choice(on_list)


@pytest.fixture(autouse=True)
def _keep() -> Iterator[None]:
    KEPT.clear()
    yield
    KEPT.clear()


def given(function: Callable[..., object], *args: Any) -> str:
    """Return what a function gives, or what it raises, in words."""
    try:
        return f"gives {function(*args)}"
    except Unmodelled:
        return "undecided"
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"


@pytest.mark.parametrize("dicts", [False, True])
def test_the_text_is_that_of_cpython(dicts: bool) -> None:
    undecided = 0
    for seed in range(3_000):
        one = made(seed, dicts=dicts)
        expected = given(repr, one)
        one = made(seed, dicts=dicts)
        found = given(Showing(list, []).text, one)
        undecided += found == "undecided"
        assert found in (expected, "undecided"), seed
    assert undecided < 300
