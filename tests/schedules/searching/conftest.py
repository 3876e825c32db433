"""Two ways to run a small program on all its schedules: the search, and a plain enumeration to compare it with.

The programs are functions of a ``Kit``. They are not instrumented: what they share is a ``Kit.variable``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.running.lockset import ANYTHING, EVERYTHING
from threadlab.schedules.running.operation import Mode, Operation, conflicts
from threadlab.schedules.running.world import World, current_world
from threadlab.schedules.searching.dpor import Search, way
from threadlab.schedules.text import Text

Outcome = tuple[Any, ...]
Class = frozenset[Any]  # the events of a schedule, each with those before it that it conflicts with


class Variable:
    """A shared variable: each read and each write is one step."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def read(self) -> Any:
        world = current_world()
        world.step(Operation("read", ((world.key(self), Mode.READ),)))
        return self._value

    def write(self, value: Any) -> None:
        world = current_world()
        world.step(Operation("write", ((world.key(self), Mode.WRITE),)))
        self._value = value

    def add(self, value: Any) -> None:
        self.write(self.read() + value)

    @property
    def last(self) -> Any:
        return self._value


class Kit:
    """What a program is made of, afresh for each schedule."""

    def __init__(self) -> None:
        modules = controlled_modules()
        self.threading: Any = modules["threading"]
        self.time: Any = modules["time"]
        self.queue: Any = modules.get("queue")
        self.futures: Any = modules.get("concurrent.futures")
        self.variables: dict[str, Variable] = {}
        self.seen: dict[str, list[Any]] = {}

    def variable(self, name: str, value: Any = 0) -> Variable:
        """A shared variable whose last value belongs to the outcome."""
        variable = self.variables[name] = Variable(value)
        return variable

    def see(self, value: Any) -> Any:
        """Let what the running thread has found out belong to the outcome; not a step."""
        fiber = current_world().current
        name = "main" if fiber.number == 0 else fiber.thread.__dict__["_name"]
        self.seen.setdefault(name, []).append(value)
        return value

    def pick(self, count: int) -> int:
        """Go one of several ways, which nothing decides."""
        return current_world().pick(count)

    def until(self, condition: Callable[[], bool]) -> None:
        """Loop until a condition holds, as ``while not condition(): pass`` does when instrumented."""
        token: list[Any] = []
        while True:
            current_world().loop(token, ())
            if condition():
                return

    def together(self, *bodies: Callable[[], object], daemon: bool = False, join: bool = True) -> list[Any]:
        """Run each of the bodies in a thread of its own, all at once; return the threads."""
        threads = [
            self.threading.Thread(target=body, name=f"T{number}", daemon=daemon)
            for number, body in enumerate(bodies, 1)
        ]
        for thread in threads:
            thread.start()
        if join:
            for thread in threads:
                thread.join()
        return threads

    def outcome(self, world: World) -> Outcome:
        problem = world.problem
        failure = "" if problem is None else problem.kind
        if problem is not None and problem.exception is not None:
            failure += f" {problem.exception!r}"
        values = tuple((name, variable.last) for name, variable in self.variables.items())
        finished = tuple(fiber.finished for fiber in world.fibers)
        return failure, values, tuple(sorted((name, tuple(values)) for name, values in self.seen.items())), finished


Program = Callable[[Kit], None]


class Order:
    """The class of the schedule so far, worked out from nothing but which pairs of its steps conflict."""

    def __init__(self) -> None:
        self._steps: list[tuple[Any, Operation]] = []
        self._counts: Counter[Any] = Counter()
        self.events: set[Any] = set()
        self.fingerprint = 0

    def add(self, world: World, number: int, operation: Operation) -> None:
        thread = world.fibers[number].thread
        name = "main" if thread is None or number == 0 else thread.__dict__["_name"]
        self._counts[name] += 1
        event = name, self._counts[name]
        before = frozenset(other for other, earlier in self._steps if conflicts(earlier.footprint, operation.footprint))
        self._steps.append((event, operation))
        self.events.add((event, operation.action, before))
        self.fingerprint ^= hash((event, operation.action, before))

    def now(self) -> Class:
        return frozenset(self.events)


class Walk:
    """A scheduler that follows given choices, then takes the first thread that can go on; it notes what it left."""

    def __init__(self, choices: list[int], seen: set[int] | None) -> None:
        self._guide = choices
        self._seen = seen
        self.choices: list[int] = []
        self.left: list[list[int]] = []
        self.order = Order()

    def choose(self, world: World) -> Any:
        able = [fiber for fiber in world.fibers if fiber.pending is not None and fiber.pending.enabled()]
        if not able:
            return None
        depth = len(self.choices)
        if depth < len(self._guide):
            chosen = world.fibers[self._guide[depth]]
        else:
            chosen = able[0]
            self.left += [[*self.choices, fiber.number] for fiber in able[1:]]
        self.choices.append(chosen.number)
        assert chosen.pending is not None
        chosen.pending.settle()
        self.order.add(world, chosen.number, chosen.pending)
        if self._seen is not None and depth >= len(self._guide) - 1:
            if self.order.fingerprint in self._seen:
                world.stopped = "seen"
                return None
            self._seen.add(self.order.fingerprint)
        return chosen

    def pick(self, world: World, count: int) -> int:
        depth = len(self.choices)
        if depth < len(self._guide):
            taken = self._guide[depth]
        else:
            taken = way(0)
            self.left += [[*self.choices, way(number)] for number in range(1, count)]
        self.choices.append(taken)
        self.order.add(world, world.current.number, picked(way(taken)))
        return way(taken)


def picked(number: int) -> Operation:
    return Operation(f"pick {number}", ())


class Schedules:
    """What came of running a program on many schedules."""

    def __init__(self) -> None:
        self.runs = 0
        self.cut = Counter[str]()  # runs that were broken off, by why
        self.outcomes: dict[Class, set[Outcome]] = {}
        self.counts: Counter[Class] = Counter()

    def add(self, order: Class, outcome: Outcome) -> None:
        self.counts[order] += 1
        self.outcomes.setdefault(order, set()).add(outcome)

    @property
    def all_outcomes(self) -> set[Outcome]:
        return {outcome for outcomes in self.outcomes.values() for outcome in outcomes}

    @property
    def seen_outcomes(self) -> set[Outcome]:
        """Without whether threads that nobody waits for have ended: nobody can tell."""
        return {outcome[:-1] for outcome in self.all_outcomes}


class NeverAlone(World):
    """A world that makes a decision of each step, even when only one thread is left: classes are then the same."""

    def settle(self) -> None:
        pass


def run(
    program: Program, scheduler: Any, learned: frozenset[str], kind: type[World], **options: Any
) -> tuple[World, Kit]:
    world = kind(scheduler, Text([]), run_on=True, learned=learned, **options)
    kits: list[Kit] = []

    def main() -> None:
        kits.append(Kit())
        program(kits[0])

    world.run(main)
    return world, kits[0]


def enumerate_all(
    program: Program, learned: frozenset[str] = frozenset(), *, skip: bool = True, limit: int = 200_000
) -> Schedules:
    """Run a program on every schedule; with ``skip``, leave a beginning out if an equivalent one has been seen."""
    result = Schedules()
    seen: set[int] | None = set() if skip else None
    left: list[list[int]] = [[]]
    while left:
        walk = Walk(left.pop(), seen)
        world, kit = run(program, walk, learned, NeverAlone, prune=False, max_steps=100)
        result.runs += 1
        if result.runs > limit:
            pytest.fail(f"the program is too big: more than {limit} runs")
        left += walk.left
        if world.stopped == "learned":
            return enumerate_all(program, learned | world.facts, skip=skip, limit=limit)
        if world.stopped:
            result.cut[world.stopped] += 1
        else:
            result.add(walk.order.now(), kit.outcome(world))
    return result


class Watched(Search):
    """The search, with the class of each run worked out beside it."""

    def begin(self) -> None:
        super().begin()
        self.order = Order()

    def choose(self, world: World) -> Any:
        chosen = super().choose(world)
        if chosen is not None:
            assert chosen.pending is not None
            self.order.add(world, chosen.number, chosen.pending)
        return chosen

    def pick(self, world: World, count: int) -> int:
        taken = super().pick(world, count)
        self.order.add(world, world.current.number, picked(taken))
        return taken


def search_all(
    program: Program,
    learned: frozenset[str] = frozenset(),
    contended: frozenset[str] = EVERYTHING,
    *,
    kind: type[World] = NeverAlone,
    limit: int = 200_000,
) -> Schedules:
    """Run a program on every schedule of a search; where not all is contended, what needs no turn takes none."""
    result = Schedules()
    search = Watched()
    while True:
        search.begin()
        world, kit = run(program, search, learned, kind, contended=contended)
        found = world.discipline.found
        if world.stopped == "learned" or found:
            if found:
                contended = EVERYTHING if ANYTHING in found else contended | found
            return search_all(program, learned | world.facts, contended, kind=kind, limit=limit)
        search.end(world)
        result.runs += 1
        if result.runs > limit:
            pytest.fail(f"the program is too big: more than {limit} runs")
        if world.stopped:
            result.cut[world.stopped] += 1
        else:
            result.add(search.order.now(), kit.outcome(world))
        if not search.advance():
            return result


@pytest.fixture(scope="session")
def searched_with_movers() -> Callable[..., Schedules]:
    return partial(search_all, contended=frozenset(), kind=World)


@pytest.fixture(scope="session")
def every_order() -> Callable[..., Schedules]:
    return enumerate_all


@pytest.fixture(scope="session")
def searched() -> Callable[..., Schedules]:
    return search_all
