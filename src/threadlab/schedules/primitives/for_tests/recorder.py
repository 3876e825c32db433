"""What a test uses to keep its own books: every call is one step, so the books are no race of their own."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.thread import Thread, thread_of
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.learned_facts import PRINTED, PRINTED_BY
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import current_world


class Recorder(Controlled):
    """A list that threads may add to, and a count of how many are inside something at once."""

    _tl_kind = "recorder"

    def __init__(self) -> None:
        self._tl_items: list[Any] = []
        self._tl_inside = 0
        self._tl_most_inside = 0

    def add(self, item: Any) -> None:
        """Add an item at the end."""
        self._tl_step("record")
        self._tl_items.append(item)

    def all(self) -> list[Any]:
        """Return a list of all items so far, in order."""
        self._tl_look()
        return list(self._tl_items)

    def __len__(self) -> int:
        self._tl_look()
        return len(self._tl_items)

    def enter(self) -> None:
        """Count the caller in."""
        self._tl_step("enter")
        self._tl_inside += 1
        self._tl_most_inside = max(self._tl_most_inside, self._tl_inside)

    def leave(self) -> None:
        """Count the caller out."""
        self._tl_step("leave")
        self._tl_inside -= 1

    @property
    def inside(self) -> int:
        """How many are inside now."""
        self._tl_look()
        return self._tl_inside

    @property
    def most_inside(self) -> int:
        """The most that were ever inside at once."""
        self._tl_look()
        return self._tl_most_inside

    def _tl_look(self) -> None:
        self._tl_watch(self._tl_step("look at", mode=Mode.READ))


def printed() -> list[str]:
    """Return the lines printed so far on this schedule, without their line ends."""
    return printed_text().splitlines()


def printed_text() -> str:
    """Return all that was printed so far on this schedule."""
    world = current_world()
    if PRINTED not in world.learned:
        world.learn(PRINTED)
    world.step(Operation("look at", ((PRINTED, Mode.READ),), target="the output"))
    return "".join(world.printed)


def printed_by() -> dict[Thread, list[str]]:
    """Return the lines of each thread that has printed anything so far, in its own order, without their line ends.

    In which order the threads printed makes no difference to it, so that fewer schedules differ than for ``printed``.
    """
    world = current_world()
    if PRINTED_BY not in world.learned:
        world.learn(PRINTED_BY)
    world.step(Operation("look at", ((PRINTED_BY, Mode.READ),), target="the output"))
    texts: dict[Fiber, list[str]] = {}
    for text, fiber in zip(world.printed, world.printed_by, strict=True):
        texts.setdefault(fiber, []).append(text)
    fibers = sorted(texts, key=lambda fiber: fiber.number)
    return {thread_of(fiber): "".join(texts[fiber]).splitlines() for fiber in fibers}
