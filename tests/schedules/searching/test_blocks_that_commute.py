"""Blocks that may come in any order: programs made in number have the same outcomes, whether that is counted on or not.

``python -m tests.schedules.searching.test_blocks_that_commute 5000`` makes as many, and says which differ; with
``5000 0 inside``, as many in which locks are taken inside of blocks; with ``5000 0 others``, as many with other steps
that may come in any order.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from threadlab import explore
from threadlab.schedules.exploring import any_order
from threadlab.schedules.exploring.proof import Proof, ProofBudget
from threadlab.schedules.exploring.runs import Runs, SearchLimits
from threadlab.schedules.program import Program
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.block_world import BlockWorld
from threadlab.schedules.searching.dpor import Search

HEAD = """
from collections import deque
from threading import BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore
class Thing: pass
class Slow:
    def __init__(self): self._x = 0
    @property
    def x(self): return self._x
    @x.setter
    def x(self, value): self._x = value
class Odd(Slow):
    @property
    def x(self): return 2 * self._x
    @x.setter
    def x(self, value): self._x = max(value, self._x)
a, b, f, o, l, d, s = 0, 0, 0.0, Thing(), [0, 0], {"x": 0}, Slow()
odd = Odd()
o.x = 0
L, M, R, C, E, seen = Lock(), Lock(), RLock(), Condition(), Event(), []
def get(): return b
def add(k):
    global a
    with R: a += k
    return k
def put():
    global a
    own = 0
    own += 1
    a = 7
    return own
def fail(k):
    global a
    own = 0
    own = own + 1
    a = k
    raise KeyError
class Telling:
    def __radd__(self, other):
        global b
        b = other
        raise KeyError
"""
LINES = (
    *("a += 1", "a += 1", "a -= 2", "a = a + 3", "t{n} = a\na = t{n} + 1", "t{n} = a\na = t{n} + t{n}"),
    *("a += b", "a += get()", "a += add(1)", "b += 1", "b = a", "a = 5", "a *= 2", "a += True", "f += 0.1", "f += 1"),
    *("l[0] += 1", "l[1] += 1", "l[0] = l[0] + 1", "l.append(a)", "d['x'] += 1", "d['x'] = d['x'] + 2", "d[a] = 1"),
    *("o.x += 1", "o.x = o.x + 1", "o.x += o.x", "s.x += 1", "seen.append(a)", "seen.append(1)", "own += 1"),
    *(
        "odd.x += 1",
        "a += put()",
        "own = a\nx = own\nx = x + 1",
        "x = a\nx += 1\na = 4",
        "if a > 0: x = 3\nx = x + 1\nb = x",
    ),
    *(
        "try: a += fail(2)\nexcept KeyError: x = 1",
        "try: a = a + int('-')\nexcept ValueError: x = x + 1\na = 4",
        "try: a += Telling()\nexcept KeyError: x = 1",
        "x = 0\nl[x] = l[x] + (x := 1)",
        "x = -1\nl[x] = l[x] + (x := -2)",
        "l[-1] += 1",
    ),
    *(
        "if a > 1: b += 1",
        "if own: a += 1",
        "E.set()",
        "if E.is_set(): b += 1",
        "print('-')",
        "C.notify()",
        "a += (b := 3)",
    ),
)
BLOCKS = (
    *("with L:\n{two}", "with L:\n{two}", "with L:\n{two}", "with R:\n{two}", "with M:\n{two}", "{one}"),
    *("with R:\n  with R:\n  {one}", "with M:\n  with L:\n  {one}", "L.acquire()\ntry:\n{one}\nfinally: L.release()"),
    *("if L.acquire(False):\n{two}\n  L.release()", "if L.locked(): b += 1", "with C:\n{two}", "E.wait()"),
    *(
        "with C:\n  C.wait_for(lambda: a > 0, 1)\n{one}",
        "with L:\n{one}\n  raise KeyError(a)",
        "for i in range(2):\n  with L: a += i",
        "try:\n  with L:\n  {one}\n    raise KeyError\nexcept KeyError: x = 1",
        "with L:\n{one}\nwith L: seen.append(a)",
        "with L:\n{one}\nwith M:\n{one}",
    ),
)
LOCKS_INSIDE = (
    *("with M:\n  with L:\n  {one}", "with M, L:\n{two}", "with M:\n{one}\n  with L: a += 1", "with L:\n{two}"),
    *("with M:\n  with L: a += 1\n  with R: b += 1", "with M:\n{two}", "with L, M:\n{one}", "with R, M:\n{one}"),
    *("M.acquire()\nL.acquire()\nM.release()\n{one}\nL.release()", "with M:\n  if L.acquire(False): L.release()"),
    *("with M:\n  with C:\n    C.notify()", "with M:\n  C.acquire()\n  if a > 1: C.wait(1)\n  C.release()"),
)
"""The same, where locks are taken by who holds others."""
OTHER_STEPS = (
    *(
        "with S:\n{two}",
        "with L:\n{two}",
        "{one}",
        "with L:\n{one}\n{one}",
        "with S:\n{one}",
        "with S:\n  with L: a += 1",
    ),
    *(
        "with S:\n  with S:\n  {one}",
        "S.acquire()\ntry:\n{one}\nfinally: S.release()",
        "with B:\n{one}",
        "with L:\n{one}",
        "T.release()",
    ),
    *("if S.acquire(False):\n{one}\n  S.release()", "if S.acquire(timeout=1):\n{one}\n  S.release()", "T.acquire()"),
    *(
        "with S:\n  S.release()\n{one}\n  S.acquire()",
        "b += S._value",
        "with B:\n  B.release()",
        "with L:\n  with S: a += 1",
    ),
    *(
        "try:\n  with S:\n  {one}\n    raise KeyError\nexcept KeyError: x = 1",
        "S.release(2)",
        "for i in range(2):\n  seen.append(i)",
    ),
)
"""The same, where permits are taken, and steps made that need no lock."""
LINES_OF_LISTS = (
    *(
        "seen.append(1)",
        "seen.append(1{n})",
        "seen.append(1{n})",
        "more.append(1)",
        "more.append(len(more))",
        "seen.append(True)",
    ),
    *(
        "seen.append(a)",
        "b = len(seen)",
        "b = sum(seen)",
        "if seen: b += 1",
        "b = max(seen, default=0)",
        "b = sorted(seen)",
    ),
    *("if 1 in seen: b += 1", "b = seen[0] if seen else 3", "b = seen[-1:]", "b = list(seen)", "b = seen.count(1)"),
    *(
        "for x in seen: b = x",
        "if seen: b = seen.pop()",
        "seen.sort()",
        "b = sorted(seen, key=lambda k: -k % 2)",
        "b = str(seen)",
    ),
    *(
        "seen.append(1.0)",
        "seen.insert(0, 1{n})",
        "seen.extend([1{n}])",
        "seen.reverse()",
        "seen += [1{n}]",
        "seen = []",
    ),
    *(
        "last.append(1{n})",
        "b = last[0]",
        "ends.append(1{n})",
        "b = len(ends)",
        "b = sum(ends)",
        "own = seen",
        "own.append(1)",
    ),
    *(
        "seen = sorted(seen)",
        "b = min(more, default=7)",
        "b = seen == [1, 1]",
        "b = seen == more",
        "b = all(seen)",
        "a += 1",
    ),
)
"""What is done with lists, where the order in which things are added to them may make no difference."""
TEST = """
def test():
    from threading import Thread
    threads = [Thread(target=work) for work in works]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print({shown})
"""
MOST_ORDERS = 3_000  # of a program, as far as it is compared
ALL_SHOWN = "a, b, f, o.x, l, d, s.x, odd.x, seen"
SHOWN = (
    "a, b, len(seen)",
    "a, b, sorted(seen), len(more)",
    "a, b, sum(seen), sum(more), len(last)",
    "a, b, seen",
    "a, b, ends",
)
"""What tests look at, where the order in which things are added to lists may make no difference."""


def made(seed: int, blocks: Sequence[str]) -> str:
    """Make a program of blocks of these sorts."""
    draw = random.Random(seed)
    others = blocks is OTHER_STEPS
    lines_drawn = LINES_OF_LISTS if others else LINES
    text, names = HEAD, []
    if others:
        text += f"S, T, B = Semaphore({draw.choice([1, 2, 2, 3])}), Semaphore(0), BoundedSemaphore(2)\n"
        text += "last, more, ends = deque(maxlen=2), [], deque()\n"
    for thread in range(draw.choice([2, 2, 2, 3])):
        body = ["global a, b, f, seen", "own = []; x = 0"] if others else ["global a, b, f", "own = x = 0"]
        for number in range(draw.choice([1, 2, 2, 3]) if thread < 2 else 1):
            lines = [draw.choice(lines_drawn[:3] if draw.random() < 0.5 else lines_drawn) for _ in range(2)]
            lines = [line.format(n=f"{number}{index}") for index, line in enumerate(lines)]
            two, one = (
                "\n".join("  " + part for line in each for part in line.split("\n")) for each in (lines, lines[:1])
            )
            block = draw.choice(blocks[:4] if draw.random() < 0.6 else blocks)
            nested = block.count("  {one}")
            part = one.replace("\n", "\n" + "  " * nested) if nested else one
            bare = "\n{one}" in f"\n{block}" and "with" not in block and "try" not in block and "if" not in block
            body += block.format(two=two, one=lines[0] if bare else part).split("\n")
        text += f"def work{thread}():\n" + "".join(f"    {line}\n" for line in body)
        names.append(f"work{thread}")
    return text + f"works = [{', '.join(names)}]\n"


class Watched(Runs):
    """Runs whose outcomes are kept: what is printed, or how it fails."""

    def __init__(self, program: str, shown: str = ALL_SHOWN) -> None:
        super().__init__(
            Program([("answer", program)], TEST.replace("{shown}", shown)), SearchLimits(max_schedules=10**6), "every"
        )
        self.outcomes: set[Any] = set()
        self.blocks = 0

    def run(self, scheduler: Any, *args: Any, **options: Any) -> World:
        world = super().run(scheduler, *args, **options)
        if not world.stopped and not world.discipline.found:
            failure = world.problem and world.problem.kind  # which ends a run, so that it need not come any further
            self.outcomes.add(failure or (tuple(sorted(world.printed[:-1])), world.printed[-1]))
        if isinstance(world, BlockWorld):
            if world.ordered:
                self.outcomes.clear()
            self.blocks += world.blocks
            world.problem = None  # so that the search goes on
        return world

    def learn(self, world: World) -> bool:
        new = super().learn(world)
        if new:
            self.outcomes.clear()
        return new


def by_all_orders(program: str, shown: str) -> set[Any]:
    """Return all outcomes of a program, by a search that takes each order for another one; none if it has very many."""
    runs = Watched(program, shown)
    search = Search()
    while runs.count < MOST_ORDERS:
        search.begin()
        world = runs.run(search)
        if runs.learn(world):
            search = Search()
            continue
        search.end(world)
        if not search.advance():
            return runs.outcomes
    return set()


def in_any_order(program: str, shown: str = ALL_SHOWN) -> tuple[Proof, Watched]:
    """Search with blocks that may come in any order."""
    runs = Watched(program, shown)
    return any_order.prove_in_any_order(runs, ProofBudget(5_000, 10**7)), runs  # of those that hold none takes 2,000


def difference(seed: int, blocks: Sequence[str] = BLOCKS) -> tuple[str, int]:
    """Say what differs in a made program, "" if nothing, and in how many blocks order was left open."""
    program = made(seed, blocks)
    shown = SHOWN[seed % len(SHOWN)] if blocks is OTHER_STEPS else ALL_SHOWN
    proof, runs = in_any_order(program, shown)
    if proof.verdict != "holds":
        return "", 0
    wanted = by_all_orders(program, shown)
    if any(type(outcome) is str for outcome in runs.outcomes):  # it fails: what comes after that, no search asks
        return "", 0
    found = "" if runs.outcomes >= wanted else f"{program}\nmissed: {wanted - runs.outcomes}"
    return found, runs.blocks * bool(wanted)


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_no_outcome_is_missed(seed: int) -> None:
    assert not any(difference(each)[0] for each in range(seed, seed + 10))


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_no_outcome_is_missed_where_locks_are_taken_inside(seed: int) -> None:
    assert not any(difference(each, LOCKS_INSIDE)[0] for each in range(seed, seed + 10))


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_no_outcome_is_missed_where_other_steps_commute(seed: int) -> None:
    assert not any(difference(each, OTHER_STEPS)[0] for each in range(seed, seed + 10))


ROUNDS = """
from threading import Lock
from time import monotonic
lock, n, last, part, total = Lock(), 0, 0, 0.0, [0, 0]
class Thing: pass
class Odd:
    def __init__(self): self._n = 0
    @property
    def n(self): return 2 * self._n
    @n.setter
    def n(self, value): self._n = value
class Telling:
    def __radd__(self, other):
        thing.n = other
        raise KeyError
thing, odd = Thing(), Odd()
thing.n = 0
def fail(): raise KeyError
def work(i):
    global n, last, part
    for _ in range(2):
        lock.acquire()
        {lines}
        lock.release()
works = [lambda: work(0), lambda: work(1)]
"""
IN_ANY_ORDER = {
    "a variable is added to": "n += 1",
    "at length": "n = n + 1",
    "by way of another variable": "old = n; n = old + 1",
    "a subtraction": "n -= i",
    "an attribute": "thing.n += 1",
    "an element": "total[0] = total[0] + 1",
    "two of them": "n += 1; total[1] -= 1",
    "what is added is computed": "n += total[0] + len(total)",
    "elements of different threads": "total[i] = 7",
    "always the same, and nobody reads it": "part += 0.1",
}
IN_EACH_ORDER = {
    "who adds sees how large it is": "n += 1; last = n",
    "the variable by way of which is used besides": "old = n; n = old + 1; last = old",
    "what is added depends on it": "n += n",
    "it is multiplied, too": "n += 1; n *= 2",
    "they are no whole numbers": "part += 0.1 * (i + 1)",
    "a property computes": "odd.n += 1",
    "something else is written": "n += 1; last = i",
    "something is shown": "n += 1; print(i)",
    "a sum that was never written is followed by something else": """try: n += fail()
        except KeyError: own = 1; own = own + 1; n = i""",
    "what is added tells how large it is": """if i: n += 1
        else:
            try: n += Telling()
            except KeyError: pass""",
    "the sum is written elsewhere": """if i: total[0] += 1
        else: at = 0; total[at] = total[at] + (at := 1)""",
    "the sum is written elsewhere, counted from the end": "at = -1; total[at] = total[at] + (at := -2)",
    "a clock is read, which says how long others have slept": "n += 1; lock.release(); monotonic(); lock.acquire()",
}


@pytest.mark.parametrize("lines", IN_ANY_ORDER.values(), ids=IN_ANY_ORDER)
def test_blocks_that_only_add_make_one_schedule(lines: str) -> None:
    proof, _ = in_any_order(ROUNDS.format(lines=lines))
    assert (proof.verdict, proof.runs) == ("holds", 1)


@pytest.mark.parametrize("lines", IN_EACH_ORDER.values(), ids=IN_EACH_ORDER)
def test_of_others_each_order_is_tried(lines: str) -> None:
    """So that this search has nothing over the other."""
    assert in_any_order(ROUNDS.format(lines=lines))[0].verdict == "undecided"


OFTEN = """
from threading import Lock
n, last, lock, seen = 0, 0, Lock(), []
def work(i):
    global n, last
    for _ in range(1_000):
        {lines}
    {end}
def test():
    from threading import Thread
    threads = [Thread(target=work, args=(i,)) for i in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert n == 2_000, n
    assert {wanted}
"""


@pytest.mark.parametrize(
    ("lines", "end", "wanted", "verdict"),
    [
        ("with lock: n += 1", "pass", "True", "holds"),
        ("with lock: old = n\n        with lock: n = old + 1", "pass", "True", "fails"),
        ("with lock: n += 1", "with lock: last += i", "last == 1", "holds"),
        ("with lock: n += 1", "with lock: last = i", "last == 1", "fails"),
        ("with lock: n += 1; last += i", "pass", "last == 1_000", "holds"),
        ("with lock: n += 1", "with lock: seen.append(n)", "seen[0] == 1_000", "fails"),
    ],
)
def test_what_threads_add_a_thousand_times(lines: str, end: str, wanted: str, verdict: str) -> None:
    text = OFTEN.format(lines=lines, end=end, wanted=wanted)
    program, test = text.split("def test()")
    assert explore("def test()" + test, program).verdict == verdict


if __name__ == "__main__":
    compared = differ = 0
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for seed in range(first, first + int(sys.argv[1])):
        sort = LOCKS_INSIDE if "inside" in sys.argv else OTHER_STEPS if "others" in sys.argv else BLOCKS
        found, blocks = difference(seed, sort)
        compared += bool(blocks)
        differ += bool(found)
        if found:
            print(f"program {seed} {found}", flush=True)
    print(f"{sys.argv[1]} programs, {compared} with blocks that commute, {differ} differ")
