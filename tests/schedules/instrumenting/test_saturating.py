"""Of which counts only a bound can be told, from the texts of a program."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.instrumenting.dataflow.saturating import periods, saturating

TEN = "n = 0\ndef many():\n    global n\n    i = 0\n    while i < 10:\n        i += 1\n        n += 1\n"
POLL = "n = 0\ndef wait():\n    global n\n    while not ready:\n        n += 1\n"

ONLY_COMPARED = {
    "n >= 0": 0,
    "n < 3": 3,
    "0 <= n < 5": 5,
    "n == 2 or 7 > n": 7,
    "n > -1": -1,
    "n > 2.5": 2.5,
}
USED_IN_OTHER_WAYS = [
    "n",
    "n + 1 > 0",
    "n == m",
    "n in (0, 1)",
    "n is None",
    "f(n)",
    "getattr(module, name) and n > 0",
    "n > 0 and 'n'",
    "n > 0 and (lambda n: n)",
    "n > 1_000",
]


@pytest.mark.parametrize("condition", ONLY_COMPARED)
def test_a_count_that_is_only_compared_with_numbers_has_a_bound(condition: str) -> None:
    assert saturating([POLL, f"def test():\n    if {condition}: pass\n"]) == (("n", ONLY_COMPARED[condition]),)


@pytest.mark.parametrize("condition", ["n >= 0", "n > 2", "3 < n", "3 <= n", "n != 3", "ready and n > 0"])
def test_so_has_one_that_is_to_be_large_enough(condition: str) -> None:
    assert [name for name, _ in saturating([POLL, f"def test():\n    assert {condition}\n"])] == ["n"]


@pytest.mark.parametrize("condition", ["n == 3", "n < 3", "3 >= n", "0 <= n < 5", "not n > 3", "n > 1 and n < 3"])
def test_of_one_that_is_too_large_it_is_told_how_large(condition: str) -> None:
    assert saturating([POLL, f"def test():\n    assert {condition}\n"]) == ()
    failure = explore(f"def test():\n    many()\n    assert {condition}", TEN).failure
    assert failure is not None
    assert "n = 10" in "\n".join(f"{step.target} = {step.value}" for step in failure.steps)


@pytest.mark.parametrize("condition", USED_IN_OTHER_WAYS)
def test_one_that_is_used_in_any_other_way_has_none(condition: str) -> None:
    assert saturating([POLL, f"def test():\n    assert {condition}\n"]) == ()


@pytest.mark.parametrize("more", ["n -= 1", "n = m", "n += m", "n *= 2", "del n", "for n in m: pass", "def n(): pass"])
def test_nor_has_one_that_is_changed_in_other_ways(more: str) -> None:
    assert saturating([POLL + more, "def test():\n    assert n > 0\n"]) == ()


def test_what_no_loop_counts_is_left_alone() -> None:
    assert saturating([POLL.replace("while not ready", "if not ready"), "def test():\n    assert n > 0\n"]) == ()


@pytest.mark.parametrize("first", ["ready, n = False, 0", "n: int = 0", "n, m = 0, 1"])
def test_one_that_begins_with_others_or_with_a_type_counts(first: str) -> None:
    text = POLL.replace("n = 0", first)
    assert saturating([text, "def test():\n    if n < 3: pass\n"]) == (("n", 3),)


@pytest.mark.parametrize("first", ["ready, n = 0, m", "n, m = pair", "n: int = m", "n, (m, k) = 0, pair, 1"])
def test_one_that_begins_otherwise_does_not(first: str) -> None:
    text = POLL.replace("n = 0", first)
    assert saturating([text, "def test():\n    if n < 3: pass\n"]) == ()


def test_an_attribute_counts_as_a_variable_does() -> None:
    text = "class W:\n    n = 0\n    def wait(self):\n        while not self.ready:\n            self.n += 1\n"
    assert saturating([text, "def test():\n    assert W().n >= 0\n"]) == ()  # of an object that is made on the spot
    assert saturating([text, "def test():\n    w = W()\n    assert w.n >= 0\n"]) == (("n", 0),)


@pytest.mark.parametrize(("line", "period"), [("n % 10", 10), ("n % 4 or not n % 6", 12), ("n % 3 == 1 and n < 5", 3)])
def test_one_of_which_a_remainder_is_asked_goes_round(line: str, period: int) -> None:
    texts = [POLL + f"if {line}: pass\n", "def test(): pass"]
    assert periods(texts) == (("n", period),)
    assert [name for name, _ in saturating(texts)] == ["n"]


DIVIDED_IN_OTHER_WAYS = ["n % m", "m % n", "n % 101", "n % 2.5", "n // 2", "n % 2\nn = 0.5", "n % 2\nn += 0.5"]


@pytest.mark.parametrize("line", DIVIDED_IN_OTHER_WAYS)
def test_one_that_is_divided_in_other_ways_does_not(line: str) -> None:
    texts = [POLL + line, "def test(): pass"]
    assert (periods(texts), saturating(texts)) == ((), ())


def test_one_that_is_compared_with_numbers_only_does_not_go_round() -> None:
    assert periods([POLL, "def test():\n    if n > 3: pass\n"]) == ()


PRINTING = ["print('.' * n)", "print(n)", "print('n:', n)", "print(f'n is {n}')", "print(n, end='')"]
PRINTED_AND_LOOKED_AT = [
    "print(n)\nfrom threadlab import printed",
    "print(n, file=log)",
    "print(f'{n:3}')",
    "print(n + 1)",
    "print(n)\ndef print(*_): pass",
    "print(n)\nsys.stdout = log",
    "show = print\nprint(n)",
]


@pytest.mark.parametrize("line", PRINTING)
def test_one_that_is_printed_has_a_bound_too_as_nobody_looks_at_that(line: str) -> None:
    assert saturating([POLL + line, "def test(): pass"]) == (("n", 0),)
    assert saturating([POLL + line, "def test():\n    if n < 3: pass\n"]) == (("n", 3),)


@pytest.mark.parametrize("text", PRINTED_AND_LOOKED_AT)
def test_where_somebody_does_it_has_none(text: str) -> None:
    assert saturating([POLL + text, "def test(): pass"]) == ()


COUNTING = "{}\ndef work():\n    while not ready:\n        {}\n"


@pytest.mark.parametrize(
    "first", ["n = [0, 0]", "n = [0] * 3", "n = {1: 0}", "n = [0 for _ in f()]", "n = {k: 0 for k in f()}"]
)
@pytest.mark.parametrize("line", ["n[i] += 1", "n[i] = n[i] + 1", "n[f()] += 1"])
def test_items_of_a_list_or_dict_count_as_variables_do(first: str, line: str) -> None:
    text = COUNTING.format(first, line)
    assert saturating([text, "def test(): pass"]) == (("n", 0),)
    assert saturating([text, "def test():\n    if n[1] < 3: pass\n"]) == (("n", 3),)
    assert saturating([text, "def test():\n    assert n[1] < 3\n"]) == ()


OTHERS = [
    "n = []",
    "n = {}",
    "n = [0, f()]",
    "n = Counter()",
    "n = [0]\nm = n",
    "n = [0]\nlen(n)",
    "n = [0]\nfor i in n: pass",
]


@pytest.mark.parametrize("first", OTHERS)
def test_those_of_what_is_used_in_other_ways_do_not(first: str) -> None:
    assert saturating([COUNTING.format(first, "n[i] += 1"), "def test(): pass"]) == ()


@pytest.mark.parametrize(
    "line", ["n[f()] = n[f()] + 1", "n[1:] += 1", "n[i] = n[j] + 1", "n[i] -= 1", "n[i] = n.get(i, 0) + 1"]
)
def test_nor_do_those_that_are_changed_otherwise(line: str) -> None:
    assert saturating([COUNTING.format("n = [0]", line), "def test(): pass"]) == ()


def test_a_sum_that_is_written_out_counts_but_does_not_go_round() -> None:
    text = "n = 0\ndef work():\n    global n\n    while not ready:\n        n = n + 1\n"
    assert saturating([text, "def test():\n    assert n >= 0\n"]) == (("n", 0),)
    assert saturating([text + "if n % 3: pass\n", "def test(): pass"]) == ()


WAITING = "d = 1\ndef work():\n    global d\n    while not ready:\n        sleep(d)\n        {}\n"
ENLARGING = [
    "d *= 2",
    "d += 0.5",
    "d = 2 * d",
    "d = min(d * 1.5, 30)",
    "d = min(LIMIT, d + 1)",
    "d = max(1, 2 * (d + 1))",
]
CHANGED_IN_OTHER_WAYS = [
    "d *= 0.5",
    "d *= n",
    "d -= 1",
    "d = n",
    "d = min(d, n, f())",
    "d **= 2",
    "d = -d",
    "d = d % 7 * 2",
]
ENLARGED_ELSEWHERE = [
    "pass\n    while n:\n        d *= 2",
    "d *= 2\nfor i in many:\n    d *= 2",
    "x.d *= 2",
    "d *= 2\ndef sleep(x): pass",
    "d = min(d * 2, 1)\ndef min(*xs): pass",
]


@pytest.mark.parametrize("line", ENLARGING)
def test_what_says_how_long_to_wait_need_not_grow_where_it_is_waited_for(line: str) -> None:
    assert saturating([WAITING.format(line), "def test(): pass"]) == (("d", 0),)
    assert saturating([WAITING.format(line), "def test():\n    if d > 8: pass\n"]) == (("d", 8),)
    assert saturating([WAITING.format(line), "def test():\n    assert d > f()\n"]) == ()


@pytest.mark.parametrize("line", [*CHANGED_IN_OTHER_WAYS, *ENLARGED_ELSEWHERE])
def test_what_is_changed_otherwise_or_elsewhere_does(line: str) -> None:
    assert saturating([WAITING.format(line), "def test(): pass"]) == ()


@pytest.mark.parametrize(
    "call", ["lock.acquire(True, d)", "lock.acquire(timeout=d)", "c.wait(d)", "c.wait_for(f, d)", "time.sleep(d)"]
)
def test_a_time_out_is_waited_for_too(call: str) -> None:
    assert saturating([WAITING.format("d *= 2").replace("sleep(d)", call), "def test(): pass"]) == (("d", 0),)
