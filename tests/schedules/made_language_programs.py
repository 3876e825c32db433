"""Made programs about iterators, containers and names, beside an enumeration of outcomes that is not the engine's.

A program has two threads, each of which performs a few operations on what they share. Each operation is written down
twice: as the text of the program, and as a generator of plain Python that yields before each of its steps. All orders
of these steps are gone through, one after the other, with nothing left out and no reduction.

python -m tests.schedules.made_language_programs          # 5,000 programs, compared; says how many agree
python -m tests.schedules.made_language_programs 200 --first 9000
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from threadlab import explore

MOST_ORDERS = 4_000  # of the steps of a program; larger ones are left out
MOST_FOUND = 4  # outcomes of a program of which it is asked whether the engine finds each

SHARED = """
import threading
x = 0
items = [1, 2]
table = {1: 1, 2: 2}
def f0(): return 0
def f1(): return 1
f = f0
class Box:
    a = 0
    def m(self): return "m"
box = Box()
it = iter([10, 20, 30])
pairs = zip("ab", (1, 2))
def numbers():
    yield 1
    yield x
g = numbers()
results = {}
"""
TEST = """
def test():
    threads = [threading.Thread(target=target) for target in (one, two)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    shared = (x, tuple(items), tuple(table), f(), Box.a, box.m())
    assert (tuple(results[1]), tuple(results[2]), shared) {claim}
"""

Steps = Iterator[None]


@dataclass
class Shared:
    """What the threads share, as plain Python."""

    x: int = 0
    items: list[int] = field(default_factory=lambda: [1, 2])
    table: dict[int, int] = field(default_factory=lambda: {1: 1, 2: 2})
    f: int = 0
    a: int = 0
    m: str = "m"
    it: Iterator[int] = field(default_factory=lambda: iter([10, 20, 30]))
    pairs: Iterator[tuple[str, int]] = field(default_factory=lambda: zip("ab", (1, 2), strict=True))
    inside: bool = False  # whether a thread is in the generator
    place: int = 0  # how far it has come; 3: it has ended

    def outcome(self, one: list[Any], two: list[Any]) -> tuple[Any, ...]:
        shared = (self.x, tuple(self.items), tuple(self.table), self.f, self.a, self.m)
        return tuple(one), tuple(two), shared


def read_x(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(shared.x)


def add_to_x(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    value = shared.x
    yield
    shared.x = value + 1


def call_f(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(shared.f)


def bind_f(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.f = 1


def define_f(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.f = 2


def add_to_class(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    value = shared.a
    yield
    shared.a = value + 1


def call_m(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(shared.m)


def replace_m(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.m = "n"


def next_it(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(next(shared.it, None))


def rest_of_it(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(tuple(shared.it))


def for_it(shared: Shared, seen: list[Any]) -> Steps:
    while True:
        yield
        value = next(shared.it, None)
        if value is None:
            return
        seen.append(value)


def next_pair(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(next(shared.pairs, None))


def advance(shared: Shared) -> Iterator[None]:
    """Advance the generator; returns what it gives, "busy" if a thread is inside, None at its end."""
    yield  # the step in
    if shared.inside:
        return "busy"
    shared.inside = True
    value: Any = None
    if shared.place == 0:
        shared.place, value = 1, 1
    elif shared.place == 1:
        yield  # it reads x
        shared.place, value = 2, shared.x
    else:
        shared.place = 3
    yield  # the step out
    shared.inside = False
    return value


def next_g(shared: Shared, seen: list[Any]) -> Steps:
    seen.append((yield from advance(shared)))


def sum_g(shared: Shared, seen: list[Any]) -> Steps:
    total = 0
    while (value := (yield from advance(shared))) is not None:
        if value == "busy":
            seen.append("busy")
            return
        total += value
    seen.append(total)


def append_item(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.items.append(3)


def pop_item(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(shared.items.pop() if shared.items else None)


def for_items(shared: Shared, seen: list[Any]) -> Steps:
    iterator = None
    while True:
        yield
        iterator = iterator or iter(shared.items)
        value = next(iterator, None)
        if value is None:
            return
        seen.append(value)


def backwards(shared: Shared, seen: list[Any]) -> Steps:
    yield
    iterator = reversed(shared.items)
    yield
    seen.append(tuple(iterator))


def put_key(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.table[3] = 3


def drop_key(shared: Shared, _seen: list[Any]) -> Steps:
    yield
    shared.table.pop(2, None)


def for_table(shared: Shared, seen: list[Any]) -> Steps:
    iterator = None
    while True:
        yield
        iterator = iterator or iter(shared.table)
        try:
            value = next(iterator, None)
        except RuntimeError:
            seen.append("changed")
            return
        if value is None:
            return
        seen.append(value)


def size_of_table(shared: Shared, seen: list[Any]) -> Steps:
    yield
    seen.append(len(shared.table))


Operation = tuple[str, Callable[[Shared, list[Any]], Steps]]
OPERATIONS: dict[str, tuple[Operation, ...]] = {
    "names": (
        ("seen.append(x)", read_x),
        ("x += 1", add_to_x),
        ("seen.append(f())", call_f),
        ("f = f1", bind_f),
        ("def f(): return 2", define_f),
        ("Box.a += 1", add_to_class),
        ("seen.append(box.m())", call_m),
        ("Box.m = lambda self: 'n'", replace_m),
    ),
    "iterators": (
        ("seen.append(next(it, None))", next_it),
        ("seen.append(tuple(it))", rest_of_it),
        ("for n in it: seen.append(n)", for_it),
        ("seen.append(next(pairs, None))", next_pair),
        ("try: seen.append(next(g, None))\nexcept ValueError: seen.append('busy')", next_g),
        ("try: seen.append(sum(g))\nexcept ValueError: seen.append('busy')", sum_g),
        ("x += 1", add_to_x),
    ),
    "containers": (
        ("items.append(3)", append_item),
        ("try: seen.append(items.pop())\nexcept IndexError: seen.append(None)", pop_item),
        ("for n in items: seen.append(n)", for_items),
        ("seen.append(tuple(reversed(items)))", backwards),
        ("table[3] = 3", put_key),
        ("table.pop(2, None)", drop_key),
        ("try:\n    for k in table: seen.append(k)\nexcept RuntimeError: seen.append('changed')", for_table),
        ("seen.append(len(table))", size_of_table),
    ),
}


@dataclass(frozen=True)
class Made:
    """A made program: the operations of each of its threads."""

    one: tuple[Operation, ...]
    two: tuple[Operation, ...]

    @property
    def source(self) -> str:
        text = SHARED
        for number, (name, operations) in enumerate((("one", self.one), ("two", self.two)), 1):
            lines = [line for words, _ in operations for line in words.splitlines()]
            body = "".join(
                f"    {line}\n" for line in ["global x, f", "seen = []", *lines, f"results[{number}] = seen"]
            )
            text += f"def {name}():\n{body}"
        return text

    def run(self, order: list[int]) -> tuple[tuple[Any, ...], list[tuple[int, ...]]]:
        """Run the steps in an order; beyond it the first thread goes first. Returns the outcome and who could go."""
        shared = Shared()
        seen: tuple[list[Any], list[Any]] = ([], [])

        def body(operations: tuple[Operation, ...], mine: list[Any]) -> Steps:
            for _, steps in operations:
                yield from steps(shared, mine)

        threads = [body(self.one, seen[0]), body(self.two, seen[1])]
        alive = [number for number, thread in enumerate(threads) if next(thread, 0) is None]
        ready: list[tuple[int, ...]] = []
        while alive:
            ready.append(tuple(alive))
            chosen = order[len(ready) - 1] if len(ready) <= len(order) else alive[0]
            if next(threads[chosen], 0) == 0:
                alive.remove(chosen)
        return shared.outcome(*seen), ready

    def outcomes(self) -> set[tuple[Any, ...]] | None:
        """Go through all orders of the steps; None if there are too many."""
        found: set[tuple[Any, ...]] = set()
        pending: list[list[int]] = [[]]
        for _ in range(MOST_ORDERS):
            if not pending:
                return found
            order = pending.pop()
            outcome, ready = self.run(order)
            found.add(outcome)
            pending += [
                [*order, *(who[0] for who in ready[len(order) : depth]), 1]
                for depth in range(len(order), len(ready))
                if len(ready[depth]) > 1
            ]
        return None


def made(number: int) -> Made:
    """Return the program of that number."""
    draw = random.Random(number)
    kind = OPERATIONS[draw.choice(sorted(OPERATIONS))]
    sizes = draw.choice([(1, 1), (1, 2), (2, 1), (2, 2), (1, 3)])
    one, two = (tuple(draw.choice(kind) for _ in range(size)) for size in sizes)
    return Made(one, two)


def disagreement(program: Made) -> str:
    """Say where the engine and the enumeration do not agree; "" if they do, "left out" if it is too large."""
    outcomes = program.outcomes()
    if outcomes is None:
        return "left out"
    listed = sorted(outcomes, key=repr)
    result = explore(TEST.format(claim=f"in {listed!r}"), program.source)
    if result.verdict != "holds":
        return f"{result.verdict}: {result.reason or (result.failure and result.failure.message)}"
    for outcome in listed[:MOST_FOUND] if len(listed) > 1 else []:
        if explore(TEST.format(claim=f"!= {outcome!r}"), program.source).verdict != "fails":
            return f"not found: {outcome}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=5_000, help="how many programs (default: 5,000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one (default: 0)")
    asked = parser.parse_args()
    left_out = wrong = 0
    start = time.process_time()
    for number in range(asked.first, asked.first + asked.count):
        said = disagreement(made(number))
        left_out += said == "left out"
        if said not in ("", "left out"):
            wrong += 1
            print(f"program {number}: {said}\n{made(number).source}", flush=True)
        if (number - asked.first + 1) % 500 == 0:
            print(f"{number - asked.first + 1:,} of {asked.count:,}", file=sys.stderr, flush=True)
    seconds = time.process_time() - start
    print(f"{asked.count:,} programs: {asked.count - left_out - wrong:,} agree, {wrong} do not, {left_out} left out")
    print(f"{seconds:.0f} s of CPU", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
