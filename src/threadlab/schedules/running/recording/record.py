"""What is written down of a run that is to be told: every step, and how things stood when it failed."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from threadlab.schedules.actions import Action
from threadlab.schedules.result import Blocked, Held, Thing
from threadlab.schedules.running.operation import Operation
from threadlab.schedules.running.recording.step_objects import Things, primitive
from threadlab.schedules.running.recording.words import describe, label, shown
from threadlab.schedules.text import NOWHERE, Calls, Place

if TYPE_CHECKING:
    from threadlab.schedules.running.fiber import Fiber, Problem
    from threadlab.schedules.running.protocols import WorldProtocol

RAISE: Final = "raise"  # the action of a step that is no operation: an exception comes to somebody who deals with it


@dataclass(slots=True)
class Draft:
    """A step as it is being recorded."""

    thread: int
    operation: Operation
    place: Place
    target: str
    value: str = ""
    effect: str = ""
    holding: tuple[str, ...] = ()
    preempted: bool = False
    thing: Thing | None = None
    locks: tuple[Thing | None, ...] = ()
    more: int = 0


@dataclass(slots=True)
class Record:
    """The steps of a run, and where its threads stood at the end of it."""

    drafts: list[Draft] = field(default_factory=list)
    blocked: tuple[Blocked, ...] = ()
    holds: tuple[Held, ...] = ()
    failed_at: Place = NOWHERE
    things: Things = field(default_factory=Things)
    _frozen: bool = False
    _taken: dict[int, tuple[Place, Calls]] = field(default_factory=dict)  # where each lock that is held was taken

    def step(self, world: WorldProtocol, operation: Operation) -> None:
        """Write down the step that the current fiber is about to perform."""
        me = world.current
        place = world.text.place(sys._getframe(2))
        before = self.drafts[-1].thread if self.drafts else me.number
        preempted = before != me.number and self._could_go_on(world.fibers[before])
        target = operation.target or ("" if operation.action == "spin" else describe(operation.subject))
        thing = self.things.of(world, operation, me.number, target)
        self.drafts.append(Draft(me.number, operation, place, target, preempted=preempted, thing=thing))
        self._holds(world)

    def write(self, world: WorldProtocol, action: Action, target: str, value: str) -> None:
        """Write down what the current fiber does without an operation; its place is to be added.

        Args:
            world: the run.
            action: what the step is called.
            target: what it is done to.
            value: the value that goes with it, as text.
        """
        self.drafts.append(Draft(world.current.number, Operation(action, ()), NOWHERE, target, value))
        self._holds(world)

    def open_when_taken(self, fiber: Fiber) -> list[Calls]:
        """Return for each lock that a fiber holds the calls that were open when it took it."""
        return [self._taken[id(lock)][1] for lock in fiber.holding if id(lock) in self._taken]

    @staticmethod
    def _could_go_on(fiber: Fiber) -> bool:
        pending = fiber.pending
        return not fiber.finished and pending is not None and pending.enabled() and not pending.would_wait()

    def note(self, value: object) -> None:
        """Attach a value to the latest step."""
        if self.drafts:
            self.drafts[-1].value = shown(value)

    def started(self, fiber: Fiber) -> None:
        """Give the latest step's target the label of the thread that it started."""
        if self.drafts:
            self.drafts[-1].target = f"thread {label(fiber.number)}"

    def effect(self, words: str) -> None:
        """Attach to the latest step which way it went."""
        if self.drafts:
            self.drafts[-1].effect = words

    def looked_at(self, thread: int, steps: int) -> str:
        """Name what a thread has looked at in the latest ``steps`` steps; "" if it looked at nothing."""
        recent = [draft for draft in self.drafts if draft.operation.action != RAISE][-steps:] if steps else []
        looks = (draft for draft in recent if draft.thread == thread and draft.operation.action != "print")
        return ", ".join(dict.fromkeys(draft.target for draft in looks))

    def holding(self, world: WorldProtocol) -> None:
        """Write down which locks the current fiber holds after the latest step, and where it took them."""
        me = world.current
        if self.drafts:
            self._holds(world)
            for lock in me.holding:
                if id(lock) not in self._taken:
                    self._taken[id(lock)] = self.drafts[-1].place, world.text.calls(sys._getframe(1))
            held = {id(lock) for fiber in world.fibers for lock in fiber.holding}
            self._taken = {key: taken for key, taken in self._taken.items() if key in held}

    def _holds(self, world: WorldProtocol) -> None:
        locks = world.current.holding
        self.drafts[-1].holding = tuple(describe(lock) for lock in locks)
        self.drafts[-1].locks = tuple(primitive(world, lock) for lock in locks)

    def freeze(self, world: WorldProtocol, problem: Problem) -> None:
        """Write down how things stand, before anything is torn down."""
        if self._frozen:
            return
        self._frozen = True
        running = None if problem.kind == "still-running" else problem.fiber  # where it went wrong, nobody waits
        waiting = [
            fiber
            for fiber in world.fibers
            if fiber is not running and not fiber.finished and (fiber.idle or stuck(fiber))
        ]
        self.blocked = tuple(self._waiting(world, fiber) for fiber in waiting)
        self.holds = tuple(
            Held(describe(lock), label(fiber.number), place.cell, place.line, primitive(world, lock))
            for fiber in world.fibers
            for lock in fiber.holding
            for place, _ in [self._taken.get(id(lock), (NOWHERE, ()))]
        )
        if problem.exception is not None:
            self.failed_at = world.text.raised(problem.exception.__traceback__)
        elif problem.fiber is not None:
            self.failed_at = where(world, problem.fiber)

    def _waiting(self, world: WorldProtocol, fiber: Fiber) -> Blocked:
        operation = fiber.pending
        assert operation is not None
        place = where(world, fiber)
        action = "spin" if fiber.idle else operation.action
        target = fiber.looked_at if action == "spin" else operation.target or describe(operation.subject)
        owner = getattr(operation.subject, "_tl_owner", None)
        thing = None if action == "spin" else self.things.of(world, operation, fiber.number, target)
        if action == "spin":
            owner = None
        elif action == "wake" and operation.ready is not None:
            if operation.ready(False):  # notified: it is only the lock that is missing
                action, target, thing = "acquire", describe(operation.subject), primitive(world, operation.subject)
            else:
                action, owner = "wait", None
        held_by = "" if owner is None else label(owner.number)
        at = place.cell, place.line, place.source
        return Blocked(label(fiber.number), *at, action, target, held_by, thing, place.function)


def stuck(fiber: Fiber) -> bool:
    """Say whether a fiber waits for something that is not there."""
    return fiber.pending is not None and (not fiber.pending.enabled() or fiber.pending.would_wait())


def where(world: WorldProtocol, fiber: Fiber) -> Place:
    """Return the line of the program at which a fiber stands."""
    if fiber is world.current and fiber.greenlet is not None and fiber.greenlet.gr_frame is None:
        return world.text.place(sys._getframe(1))
    return world.text.place(fiber.greenlet.gr_frame if fiber.greenlet is not None else None)
