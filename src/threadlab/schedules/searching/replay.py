"""Runs on one given schedule, and the way to write a schedule down as a short string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from threadlab.schedules.running.fiber import Fiber, Lineage
from threadlab.schedules.running.happens_before import Trace
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.operation import PICKED, Operation
from threadlab.schedules.running.recording.words import label
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates, is_tired, number_of, way

NO_WAYS: Iterator[int] = iter(())


class InvalidReplayError(ValueError):
    """A replay string cannot be read, or does not fit the program."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision of a run: who could go, who went, and what the run was like before, as a number.

    Or which way a step went (see ``way``) that could go several.
    """

    ready: tuple[int, ...]
    late: tuple[int, ...]
    before: int  # the thread that went last
    chosen: int
    fingerprint: int  # equal for equivalent beginnings of schedules
    fixed: bool  # made before the test began
    tired: bool = False  # whether the thread that went last has gone round a loop so often that it lets another one go

    def preempts(self, thread: int) -> bool:
        """Say whether letting ``thread`` go takes the turn from one that could go on, or lets a tired one go on."""
        return self.before in self.ready and (thread != self.before or self.tired)


class Guided:
    """A scheduler that follows ``choices``, then lets each thread go on as long as it can.

    Args:
        choices: whose turn it was at each step.
        like: where the choices were made by a run in which what needs no turn took none, and here it takes one: that
            run, whose threads may have other numbers.
        contended: the names of what was known to be contended in that run.
        through: whether, beyond the choices, each thread runs through until it has to wait or ends.
    """

    def __init__(
        self,
        choices: list[int],
        like: World | None = None,
        contended: frozenset[str] = EVERYTHING,
        *,
        through: bool = False,
    ) -> None:
        self._guide, self._ways = (choices, None) if like is None else _apart(choices, like)
        self._through = through
        self.led = -1  # how many choices led to where threads run through; -1: none do
        self._like = like
        self._contended = contended
        self._next = 0  # the place in the guide
        self._trace = Trace()
        self._fingerprint = 0
        self.choices: list[Choice] = []

    def tell(self, number: int) -> None:
        """Add a choice to those that are to be followed."""
        self._guide = [*self._guide, number]

    @property
    def place(self) -> int:
        """How many of the choices have been followed."""
        return self._next

    @property
    def followed(self) -> bool:
        """Whether the whole guide was used."""
        return self._next >= len(self._guide)

    def choose(self, world: World) -> Fiber | None:
        """Choose as told; beyond that, by default."""
        candidates = Candidates(world)
        if self._next < len(self._guide):
            number = self._guide[self._next]
            chosen = next((f for f in candidates.ready + candidates.late if self._is(f, number)), None)
            if chosen is None or chosen in candidates.late or self._goes_on(world.current, world):
                chosen = self._without_a_turn(candidates, world) or chosen
            if chosen is None:
                step = len(self.choices) + 1
                world.stopped = "astray"
                world.reason = f"step {step}: thread {label(number)} cannot go on there; was the program changed?"
                return None
        else:
            default = self._beyond(candidates, world)
            if default is None:
                world.stopped = "redundant" if candidates.redundant else ""
                return None
            chosen = default
            if self._through:
                self.led = self.led if self.led >= 0 else len(self.choices)
                world.run_through()
        operation = chosen.pending
        assert operation is not None
        operation.settle()
        if self._takes_a_turn(operation, world):
            self._next += 1
        ready, late = (tuple(f.number for f in fibers) for fibers in (candidates.ready, candidates.late))
        self.choices.append(
            Choice(
                ready,
                late,
                world.current.number,
                chosen.number,
                self._fingerprint,
                world.setting_up,
                is_tired(world.current) and len(ready) > 1,
            )
        )
        event = self._trace.add(chosen.number, chosen.clock, operation, number_of(operation, world))
        self._fingerprint ^= hash((event.thread, *event.clock))
        return chosen

    def pick(self, world: World, count: int) -> int:
        """Choose as told; beyond that, the first way."""
        me = world.current
        if self._ways is not None:
            told = next(self._ways.get(me.lineage, NO_WAYS), way(0))
        else:
            told = self._guide[self._next] if self._next < len(self._guide) else way(0)
            self._next += 1
        if not 0 <= way(told) < count:
            step = len(self.choices) + 1
            world.stop("astray", f"step {step}: it can go {count} ways there; was the program changed?")
        ready = tuple(way(number) for number in range(count))
        self.choices.append(Choice(ready, (), me.number, told, self._fingerprint, world.setting_up))
        event = self._trace.add(me.number, me.clock, PICKED, None)
        self._fingerprint ^= hash((event.thread, told, *event.clock))
        return way(told)

    def _takes_a_turn(self, operation: Operation, world: World) -> bool:
        """Say whether an operation is one of the steps that the guide counts."""
        return not world.discipline.needs_no_turn(operation, self._contended)

    def _is(self, fiber: Fiber, number: int) -> bool:
        """Say whether the guide means this fiber by a number."""
        if number < 0:  # no thread's turn, but which way a step goes
            return False
        return fiber.number == number if self._like is None else fiber.lineage == self._like.fibers[number].lineage

    def _goes_on(self, fiber: Fiber, world: World) -> bool:
        """Say whether what the fiber is about to do needs no turn, so that in the run that made the choices it did."""
        return fiber.pending is not None and not self._takes_a_turn(fiber.pending, world)

    def _without_a_turn(self, candidates: Candidates, world: World) -> Fiber | None:
        """Return a fiber whose next step the guide does not count; who goes already, if it is one."""
        free = [fiber for fiber in candidates.ready if self._goes_on(fiber, world)]
        return next((fiber for fiber in free if fiber is world.current), free[0] if free else None)

    def _beyond(self, candidates: Candidates, world: World) -> Fiber | None:
        """Return who goes on beyond the guide: first who failed there, as long as no turn is needed for it."""
        problem = None if self._like is None else self._like.problem
        if problem is None or problem.fiber is None:
            return candidates.default(world.current, ())
        number = problem.fiber.number
        failed = next((fiber for fiber in candidates.ready if self._is(fiber, number)), None)
        if failed is not None and self._goes_on(failed, world):
            return failed
        return candidates.default(world.current, ())


def _apart(choices: list[int], made_by: World) -> tuple[list[int], dict[Lineage, Iterator[int]] | None]:
    """Take whose turn it was and which way steps went apart, the latter for each thread.

    A step that goes several ways needs no turn if it is a look at a clock. Where others take turns, too, threads may
    come to theirs in another order.
    """
    scheduler = made_by.scheduler
    made = scheduler.choices[: len(choices)] if isinstance(scheduler, Guided) else []
    if [choice.chosen for choice in made] != choices:
        return choices, None
    ways: dict[Lineage, list[int]] = {}
    for choice in made:
        if choice.chosen < 0:
            ways.setdefault(made_by.fibers[choice.before].lineage, []).append(choice.chosen)
    return [number for number in choices if number >= 0], {who: iter(each) for who, each in ways.items()}


def replay_of(choices: list[int]) -> str:
    """Write a schedule down: each turn as the thread's label and how many steps it makes, as "main2A3B1".

    Where a step could go several ways, a colon and the number of the way that it went follow: "main2A3:1B1".
    """
    turns = ((number, len(list(turn))) for number, turn in groupby(choices))
    return "".join(f"{label(number)}{size}" if number >= 0 else f":{way(number)}" * size for number, size in turns)


def choices_of(replay: str) -> list[int]:
    """Read what ``written`` wrote.

    Raises:
        InvalidReplayError: it cannot be read.
    """
    if not re.fullmatch(r"((main|[A-Z]+|:)[0-9]{1,6})*", replay):
        raise InvalidReplayError(f"not a replay string: {replay!r}; it looks like 'main2A3B1'")
    choices: list[int] = []
    for name, count in re.findall(r"(main|[A-Z]+|:)([0-9]+)", replay):
        if name == ":":
            choices.append(way(int(count)))
            continue
        number = 0
        if name != "main":
            for letter in name:
                number = number * 26 + ord(letter) - ord("A") + 1
        choices += [number] * int(count)
    return choices
