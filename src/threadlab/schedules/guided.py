"""Runs on one given schedule, and the way to write a schedule down as a short string."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from threadlab.schedules.record import label
from threadlab.schedules.search import Candidates, number_of
from threadlab.schedules.trace import Trace
from threadlab.schedules.world import Fiber, World


class BadReplay(ValueError):
    """A replay string cannot be read, or does not fit the program."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision of a run: who could go, who went, and what the run was like before, as a number."""

    ready: tuple[int, ...]
    late: tuple[int, ...]
    before: int  # the thread that went last
    chosen: int
    fingerprint: int  # equal for equivalent beginnings of schedules
    fixed: bool  # made before the test began

    def preempts(self, thread: int) -> bool:
        """Say whether letting ``thread`` go takes the turn from one that could have gone on."""
        return thread != self.before and self.before in self.ready


class Guided:
    """A scheduler that follows ``choices``, then lets each thread go on as long as it can."""

    def __init__(self, choices: list[int]) -> None:
        self._guide = choices
        self._trace = Trace()
        self._fingerprint = 0
        self.choices: list[Choice] = []

    @property
    def followed(self) -> bool:
        """Whether the whole guide was used."""
        return len(self.choices) >= len(self._guide)

    def choose(self, world: World) -> Fiber | None:
        """Choose as told; beyond that, by default."""
        depth = len(self.choices)
        candidates = Candidates(world)
        if depth < len(self._guide):
            number = self._guide[depth]
            chosen = next((f for f in candidates.ready + candidates.late if f.number == number), None)
            if chosen is None:
                world.stopped = "astray"
                world.reason = f"step {depth + 1}: thread {label(number)} cannot go on there; was the program changed?"
                return None
        else:
            default = candidates.default(world.current, ())
            if default is None:
                world.stopped = "redundant" if candidates.redundant else ""
                return None
            chosen = default
        assert chosen.pending is not None
        chosen.pending.settle()
        ready, late = (tuple(f.number for f in fibers) for fibers in (candidates.ready, candidates.late))
        self.choices.append(
            Choice(ready, late, world.current.number, chosen.number, self._fingerprint, world.setting_up)
        )
        event = self._trace.add(chosen.number, chosen.clock, chosen.pending, number_of(chosen.pending, world))
        self._fingerprint ^= hash((event.thread, *event.clock))
        return chosen


def written(choices: list[int]) -> str:
    """Write a schedule down: each turn as the thread's label and how many steps it makes, as "main2A3B1"."""
    return "".join(f"{label(thread)}{len(list(turn))}" for thread, turn in groupby(choices))


def read(replay: str) -> list[int]:
    """Read what ``written`` wrote.

    Raises:
        BadReplay: it cannot be read.
    """
    if not re.fullmatch(r"((main|[A-Z]+)[0-9]{1,6})*", replay):
        raise BadReplay(f"not a replay string: {replay!r}; it looks like 'main2A3B1'")
    choices: list[int] = []
    for name, count in re.findall(r"(main|[A-Z]+)([0-9]+)", replay):
        number = 0
        if name != "main":
            for letter in name:
                number = number * 26 + ord(letter) - ord("A") + 1
        choices += [number] * int(count)
    return choices
