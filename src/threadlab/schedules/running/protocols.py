"""What a world and its parts know of each other: so that none need import what imports it."""

from __future__ import annotations

from typing import Any, Protocol

from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.object_numbers import Numbers
from threadlab.schedules.running.operation import Operation
from threadlab.schedules.text import Text


class Recording(Protocol):
    """What is written down of a run, as far as loops that poll ask for it."""

    def looked_at(self, thread: int, since: int) -> str: ...  # noqa: D102 - as in ``record``


class WorldProtocol(Protocol):
    """One run of a program on one schedule; see ``world.World``, which is one."""

    # The members mean what ``world`` says of them.
    current: Fiber
    ending: bool
    fibers: list[Fiber]
    hopes: bool
    learned: frozenset[str]
    listening: bool
    may_poll: bool
    numbers: Numbers
    prune: bool
    setting_up: bool
    steps: int
    text: Text

    @property
    def record(self) -> Recording | None: ...  # noqa: D102
    def fail(self, problem: Problem) -> None: ...  # noqa: D102
    def inform(self, fiber: Fiber) -> None: ...  # noqa: D102
    def key(self, thing: Any) -> int: ...  # noqa: D102
    def step(self, operation: Operation) -> None: ...  # noqa: D102
    def stop(self, why: str, reason: str) -> None: ...  # noqa: D102


class SetupObserver(Protocol):
    """Hears what threads that run before the test leave behind, and whether the test looks at it."""

    looked_at: bool

    def before_the_test(self, thread: int, operation: Operation) -> None: ...  # noqa: D102
    def in_the_test(self, operation: Operation) -> None: ...  # noqa: D102
