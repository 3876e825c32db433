"""A TypeError about a call names what the program called, not what stands for it here."""

import pytest

from threadlab import explore

CALLS = [
    ("from datetime import datetime", "datetime.now(1, 2)", "datetime.now()"),
    ("from datetime import date", "date.today(1)", "date.today()"),
    ("import traceback", "traceback.print_exc(1, 2, 3, 4)", "print_exc()"),
    ("import bisect", "bisect.insort()", "insort()"),
    ("import heapq", "heapq.heappush()", "heappush()"),
    ("import operator", "operator.add(1)", "add()"),
    ("import functools", "functools.reduce()", "reduce()"),
    ("import functools", "functools.wraps()", "wraps()"),
    ("import random", "random.Random(1, 2, 3)", "Random.__init__()"),
    ("import sys", "sys.intern()", "intern()"),
    ("", "list.append()", "list.append()"),
    ("", "dict.fromkeys()", "dict.fromkeys()"),
    ("", "str.join()", "str.join()"),
    ("", "[1].index()", "index"),
    ("", "len()", "len()"),
    ("", "print(1, where=2)", "print()"),
    ("", "bool(value=1)", "bool()"),
    ("", "ValueError().add_note()", "BaseException.add_note()"),
    ("def work(): pass", "sorted([1, 2], key=work)", "work()"),
    ("def work(): pass", "list(map(work, [1]))", "work()"),
    ("from functools import cmp_to_key\ndef work(): pass", "sorted([1, 2], key=cmp_to_key(work))", "work()"),
]


@pytest.mark.parametrize(("source", "call", "name"), CALLS)
def test_a_call_that_does_not_fit_is_told_by_its_own_name(source: str, call: str, name: str) -> None:
    failure = explore(f"def test():\n    {call}", source).failure
    assert failure is not None
    assert failure.message.startswith(f"TypeError: {name} ")
