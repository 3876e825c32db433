"""Values in stories: their text, which runs none of the program's code and is the same every time."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.running.recording.words import shown

MOVED = """
class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __lt__(self, other): return self.n < other.n
    def __hash__(self): return hash(self.n)
key = Key(1)
d = {key: 1}
seen = []
def move(): key.n = 2
def look(): seen.append(d.get(Key(1)))
"""
TEST = """
def test():
    import threading
    threads = [threading.Thread(target=target) for target in (move, look)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert seen == [1]
"""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ({2: "b", 1: "a"}, "{1: 'a', 2: 'b'}"),
        ({"b": 1, 2: 1, None: 1}, "{'b': 1, 2: 1, None: 1}"),
        (set(), "set()"),
        ({"b", "a"}, "{'a', 'b'}"),
        ({None, "b", "a"}, "{'a', 'b', None}"),
        (frozenset({(2, 1), (1, 2)}), "frozenset({(1, 2), (2, 1)})"),
        (set(range(9)), "{0, 1, 2, 3, 4, 5, ...}"),
        (dict.fromkeys(range(9)), "{0: None, 1: None, 2: None, 3: None, ...}"),
        ({1: {2: {3: {4: 5}}}}, "{1: {2: {3: {...}}}}"),
        ({1: {2: [{3}]}}, "{1: {2: [{...}]}}"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_container_is_shown_in_an_order_that_lasts(value: object, text: str) -> None:
    assert shown(value) == text


def test_keys_that_have_become_others_are_shown_without_being_looked_up() -> None:
    failure = explore(TEST, MOVED).failure
    assert failure is not None
    assert failure.message == "expected [1], got [None]"
    assert any(step.value == "{a Key: 1}" for step in failure.steps)
