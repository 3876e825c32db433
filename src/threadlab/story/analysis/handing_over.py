"""Turns handed over wrongly: a place given free before it is read, another's lock given back, asleep with a lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Blocked, Failure, Step, Thing
from threadlab.schedules.text import TEST
from threadlab.story.analysis.relevance import ACCESS, CHANGES, FAILED, TAKES, datum
from threadlab.story.analysis.wait_cycle import ring

_HEARS = TAKES | {"wait", "wake"}
_SLEEPS = frozenset({"wait", "wake", "get", "put", "acquire", "go on", "event", "result"})


@dataclass(frozen=True, slots=True)
class WrongHandover:
    """A turn that was handed over wrongly: the step that decides, and what came of it."""

    shape: Literal["freed early", "another's lock", "asleep with a lock"]
    step: Step
    other: str  # the other thread that it is about
    what: str  # the datum that was still to be read, or the lock
    change: Step | None = None  # where the other thread replaces the datum
    late: Step | None = None  # where the datum is read at last
    waiting: Blocked | None = None  # what a thread that sleeps with a lock waits for


def slip(failure: Failure) -> WrongHandover | None:
    """Return how a turn was handed over wrongly in a failure that is tidied; None if it was not, as far as one sees."""
    if failure.kind in ("lost-wakeup", "deadlock"):
        return _asleep(failure)
    if failure.kind == "exception" and raises_in_release(failure):
        return _of_another(failure)
    return next(_freed_early(failure), None) if failure.kind in ("assertion", "exception") else None


def raises_in_release(failure: Failure) -> bool:
    """Say whether what raised the exception was giving back a lock that nobody holds: then no data have collided."""
    own = [step for step in failure.steps if step.thread == failure.thread]
    return failure.kind == "exception" and bool(own) and own[-1].action == "release" and "raises" in own[-1].effect


def _freed_early(failure: Failure) -> Iterator[WrongHandover]:
    """Find a thread that lets another one go on before it has read what that one then replaces."""
    steps = failure.steps
    for late in reversed(steps):
        if late.action != "read" or late.cell == TEST:
            continue
        before = steps[: late.number - 1]
        changes = [step for step in before if step.action in CHANGES and datum(step) == datum(late)]
        if len(changes) < 2 or changes[-1].thread == late.thread:
            continue
        change = changes[-1]
        told = [step for step in steps[: change.number - 1] if step.thread == late.thread and _lets_go_on(step)]
        if told and changes[-2].number < told[-1].number and _heard(steps, told[-1], change):
            since = max(
                (s.number for s in before[: told[-1].number] if s.thread == late.thread and s.action in _HEARS),
                default=0,
            )
            own = (s for s in steps[since : told[-1].number] if s.thread == late.thread and s.action in ACCESS)
            if all(datum(step) != datum(late) for step in own):
                yield WrongHandover("freed early", told[-1], change.thread, late.target, change, late)


def _lets_go_on(step: Step) -> bool:
    kind = step.thing.kind if step.thing is not None else ""
    return step.cell != TEST and (step.action, kind) in (("release", "semaphore"), ("set", "event"))


def _heard(steps: Sequence[Step], told: Step, change: Step) -> bool:
    """Say whether a thread has come by its change through what it was told."""
    between = steps[told.number : change.number]
    return any(s.thread == change.thread and s.action in _HEARS and s.thing == told.thing for s in between)


def _of_another(failure: Failure) -> WrongHandover | None:
    """Find the last time that a thread gave back a lock that another one held."""
    holder: dict[Thing, str] = {}
    found = None
    for step in failure.steps:
        if step.thing is None or step.thing.kind != "lock":
            continue
        if step.action in TAKES and step.effect not in FAILED:
            holder[step.thing] = step.thread
        elif step.action == "release":
            held_by = holder.pop(step.thing, step.thread)
            if held_by != step.thread and step.cell != TEST:
                found = WrongHandover("another's lock", step, held_by, step.target)
    return found


def _asleep(failure: Failure) -> WrongHandover | None:
    """Find a thread that waits for what others do, and holds a lock meanwhile that another one needs to go on.

    That one stands elsewhere in the program: of two that do the same, neither brings about what both wait for, but at a
    barrier.
    """
    stopped = {blocked.thread for blocked in failure.blocked}
    if ring(failure.blocked) or any(each.held_by not in stopped for each in failure.blocked if each.held_by):
        return None
    for waiting in failure.blocked:
        needed = [
            each
            for each in failure.blocked
            if each.held_by == waiting.thread
            and each.action != "join"
            and (waiting.action == "go on" or (each.cell, each.function) != (waiting.cell, waiting.function))
        ]
        own = [step for step in failure.steps if step.thread == waiting.thread]
        if waiting.action in _SLEEPS and not waiting.held_by and needed and own:
            who, lock = needed[0].thread, needed[0].target
            return WrongHandover("asleep with a lock", own[-1], who, lock, waiting=waiting)
    return None
