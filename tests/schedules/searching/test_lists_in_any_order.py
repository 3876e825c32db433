"""Threads that add to a list in any order: who sees the order is told of each, and whoever cannot see it of one."""

from __future__ import annotations

import pytest

from tests.schedules.searching.test_blocks_that_commute import by_all_orders, in_any_order
from threadlab import explore

ADDING = """
import bisect, collections, copy, functools, heapq, io, itertools, json, operator, queue, statistics, threading
xs, lock = {kind}, threading.Lock()
class Box: pass
box = Box()
box.l = xs
def matched(v):
    match v:
        case [first, *_]: return first
def starred(v):
    first, *_ = v
    return first
def first(v):
    for x in v: return x
def yielded(v): yield from v
def given(*v): return v
def deleted(v):
    del v[1:]
    return list(v)
def put(v):
    v[2] = 7
    return list(v)
def did(v, change):
    change(v)
    return list(v)
def printed(v):
    file = io.StringIO()
    print(v, file=file)
    return file.getvalue()
def iadded(v):
    w = []
    w += v
    return w
def extended(v):
    w = []
    w.extend(v)
    return w
def from_queue(v):
    q = queue.Queue()
    q.put(v)
    return q.get()
def caught(v):
    try: raise KeyError(*v)
    except KeyError as error: return error.args
def work(*values):
    for value in values:
        {adding}
works = [lambda: work({one}), lambda: work({two})]
"""
SEEN = (
    *(
        "xs",
        "xs[0]",
        "xs[-1]",
        "xs[:2]",
        "xs[::3]",
        "list(xs)",
        "tuple(xs)",
        "str(xs)",
        "repr(xs)",
        "f'{xs}'",
        "'%s' % xs",
    ),
    *("'%s' % (xs,)", "'{}'.format(xs)", "'{0[0]}'.format(xs)", "''.join(map(str, xs))", "next(iter(xs))", "[*xs]"),
    *(
        "list(reversed(xs))",
        "list(enumerate(xs))",
        "list(zip(xs, 'abcdef'))",
        "[x for x in xs]",
        "given(*xs)",
        "xs.copy()",
    ),
    *("next(x for x in xs)", "list({x: 1 for x in xs})", "xs.index(1)", "xs.pop()", "xs.pop(0)", "copy.deepcopy(xs)"),
    *(
        "copy.copy(xs)",
        "json.dumps(xs)",
        "json.dumps({'a': [xs]})",
        "list(itertools.islice(xs, 1))",
        "dict.fromkeys(xs)",
    ),
    *("list(itertools.chain(xs))", "list(itertools.chain.from_iterable([xs]))", "list(itertools.accumulate(xs))"),
    *("list(itertools.pairwise(xs))", "[k for k, _ in itertools.groupby(xs)]", "list(itertools.compress(xs, [1]))"),
    *("functools.reduce(lambda a, b: a * 2 + b, xs)", "functools.partial(given, *xs)()", "sorted(xs, key=lambda v: 0)"),
    *(
        "min(xs, key=lambda v: 0)",
        "max(xs, key=[0, 0].__getitem__)",
        "xs + []",
        "xs * 2",
        "xs < [0, 0, 1]",
        "xs == [0, 0, 0, 1, 1, 1]",
    ),
    *(
        "operator.itemgetter(0)(xs)",
        "list(collections.Counter(xs))",
        "collections.deque(xs)",
        "bytes(xs)",
        "bytearray(xs)",
    ),
    *("heapq.nsmallest(9, xs, key=lambda v: 0)", "list(heapq.merge(xs, [9], key=lambda v: 0))", "bisect.bisect(xs, 0)"),
    *(
        "statistics.mode(xs[:4])",
        "sum([xs], [])",
        "sum(xs[:3])",
        "matched(xs)",
        "starred(xs)",
        "first(xs)",
        "list(yielded(xs))",
    ),
    *(
        "deleted(xs)",
        "put(xs)",
        "did(xs, lambda v: v.sort(key=lambda x: 0))",
        "did(xs, lambda v: v.insert(1, 5))",
        "printed(xs)",
    ),
    *(
        "did(xs, lambda v: v.reverse())",
        "did(xs, heapq.heapify)",
        "iadded(xs)",
        "extended(xs)",
        "from_queue(xs)",
        "caught(xs)",
    ),
    *(
        "vars(box)['l'][0]",
        "xs.__getitem__(0)",
        "list(map(str, xs))",
        "list(filter(None, xs))[:1] + xs[:1]",
        "(xs, 1)",
        "[xs]",
    ),
    *(
        "{'k': xs}",
        "[0, 0, 0, 1, 1, 1] in [xs]",
        "any((y := x) == 1 for x in xs) and y + 2 * xs[0]",
        "sorted([xs, [0, 1]])",
    ),
    *(
        "max(xs, [0, 1, 0])",
        "list(itertools.zip_longest(xs, []))",
        "all(a <= b for a, b in zip(xs, xs[1:]))",
        "sum(xs, 0.5) and xs[1]",
    ),
    *(
        "list(map(lambda a, b: a - b, xs, [0] * 6))",
        "collections.OrderedDict.fromkeys(xs)",
        "list(itertools.product(xs, [1]))",
    ),
    *(
        "set(xs) and xs[2]",
        "list(frozenset([tuple(xs)]))",
        "collections.ChainMap({'a': xs})['a'][0]",
        "list(range(3)[xs[0]:])",
    ),
)
UNSEEN = (
    *(
        "len(xs)",
        "sorted(xs)",
        "sorted(xs, reverse=True)",
        "sum(xs)",
        "min(xs)",
        "max(xs)",
        "max(xs, default=3)",
        "bool(xs)",
    ),
    *("any(xs)", "all(xs)", "not xs", "xs and 1", "sorted(xs) == [0, 0, 0, 1, 1, 1]"),
)


def program(kind: str = "[]", adding: str = "xs.append(value)", one: str = "0, 0, 0", two: str = "1, 1, 1") -> str:
    return ADDING.format(kind=kind, adding=adding, one=one, two=two)


@pytest.mark.parametrize("adding", ["xs.append(value)", "with lock: xs.append(value)"])
@pytest.mark.parametrize("shown", SEEN)
def test_who_looks_at_the_order_is_told_of_each(shown: str, adding: str) -> None:
    """Such a search may have nothing to say, but nothing is missed if it has."""
    proof, runs = in_any_order(program(adding=adding), shown)
    assert proof.verdict != "holds" or runs.outcomes >= by_all_orders(program(adding=adding), shown)
    assert proof.runs != 1


@pytest.mark.parametrize("adding", ["xs.append(value)", "with lock: xs.append(value)"])
@pytest.mark.parametrize("shown", UNSEEN)
def test_who_does_not_makes_one_schedule_of_all(shown: str, adding: str) -> None:
    proof, runs = in_any_order(program(adding=adding), shown)
    assert (proof.verdict, proof.runs) == ("holds", 1)
    assert runs.outcomes >= by_all_orders(program(adding=adding), shown)


ALIKE = {
    "texts": ("[]", "'a', 'b'", "'c', 'd'", "sorted(xs)", True),
    "one object": ("[]", "None, None", "None, None", "list(xs)", True),
    "a deque": ("collections.deque()", "0, 0", "1, 1", "sum(xs)", True),
    "equal numbers of two sorts": ("[]", "0, 1", "0.0, 1", "sorted(xs)", False),
    "true and one": ("[]", "True", "1", "sorted(xs)", False),
    "fractions": ("[]", "0.1, 0.2", "0.3, 0.4", "sum(xs)", False),
    "pairs": ("[]", "(1, 2)", "(1, 3)", "sorted(xs)", False),
    "a deque with room for two": ("collections.deque(maxlen=2)", "0, 0", "1, 1", "sum(xs)", False),
    "lists": ("[]", "[0], [1]", "[2]", "sorted(xs)", False),
    "asked whether they are the same": ("[]", "1000, 10", "1001", "sorted(xs)[0] is not xs", False),
}


@pytest.mark.parametrize(("kind", "one", "two", "shown", "one_schedule"), ALIKE.values(), ids=ALIKE)
def test_what_cannot_be_told_apart(kind: str, one: str, two: str, shown: str, one_schedule: bool) -> None:
    text = program(kind, one=one, two=two)
    proof, runs = in_any_order(text, shown)
    assert ((proof.verdict, proof.runs) == ("holds", 1)) == one_schedule
    assert proof.verdict != "holds" or runs.outcomes >= by_all_orders(text, shown)


PERMITS = """
from threading import BoundedSemaphore, Lock, Semaphore
S, lock, n, low = {semaphore}, Lock(), 0, 9
def work():
    global n, low
    for _ in range(2):
        {lines}
works = [work, work{more}]
"""
TAKING = {
    "one for each": ("Semaphore(2)", "with S:\n            with lock: n += 1", "", True),
    "of a bounded one": ("BoundedSemaphore(3)", "with S:\n            with lock: n += 1", ", work", True),
    "two for each": ("Semaphore(4)", "with S, S: pass", "", True),
    "one too few": ("Semaphore(2)", "with S: pass", ", work", False),
    "two for each, and one too few": ("Semaphore(3)", "with S, S: pass", "", False),
    "given by who holds none": ("Semaphore(2)", "S.release(); S.acquire()", "", False),
    "two are given": ("Semaphore(4)", "S.acquire(); S.acquire(); S.release(2)", "", False),
    "somebody looks": ("Semaphore(2)", "with S: low = min(low, S._value)", "", False),
    "somebody tries": ("Semaphore(2)", "with S: pass", ", lambda: S.acquire(False)", False),
    "somebody gives up": ("Semaphore(2)", "with S: pass", ", lambda: S.acquire(timeout=1)", False),
    "never given back": ("Semaphore(3)", "S.acquire()", "", False),
}


@pytest.mark.parametrize(("semaphore", "lines", "more", "one_schedule"), TAKING.values(), ids=TAKING)
def test_permits_of_which_one_is_always_left(semaphore: str, lines: str, more: str, one_schedule: bool) -> None:
    text = PERMITS.format(semaphore=semaphore, lines=lines, more=more)
    proof, runs = in_any_order(text, "n, low")
    assert ((proof.verdict, proof.runs) == ("holds", 1)) == one_schedule
    assert proof.verdict != "holds" or runs.outcomes >= by_all_orders(text, "n, low")


OFTEN = """
from threading import Lock, Semaphore
n, items, lock, S = 0, [], Lock(), Semaphore({permits})
def work(i):
    global n
    for k in range(1_000):
        {lines}
def test():
    from threading import Thread
    threads = [Thread(target=work, args=(i,)) for i in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert {wanted}
"""


@pytest.mark.parametrize(
    ("lines", "permits", "wanted", "verdict"),
    [
        ("with lock: items.append(k)", 2, "len(items) == 2_000", "holds"),
        ("with lock: items.append(2 * k + i)", 2, "sorted(items) == list(range(2_000))", "holds"),
        ("items.append(k)", 2, "sum(items) == 999_000", "holds"),
        ("with lock: items.append(i)", 2, "items[0] == 0 or items[999] == 1", "fails"),
        ("with lock: old = list(items)\n        with lock: items[:] = [*old, k]", 2, "len(items) == 2_000", "fails"),
        ("with S:\n            with lock: n += 1", 2, "n == 2_000", "holds"),
        ("with S: n += 1", 2, "n == 2_000", "fails"),
    ],
)
def test_what_threads_do_a_thousand_times(lines: str, permits: int, wanted: str, verdict: str) -> None:
    program, test = OFTEN.format(lines=lines, permits=permits, wanted=wanted).split("def test()")
    assert explore("def test()" + test, program).verdict == verdict
