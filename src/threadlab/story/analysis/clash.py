"""A race as its three steps, and the form that its harm has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Failure, Race, Step
from threadlab.story.text.names import name, thread

Shape = Literal[
    "lost update", "stale check", "woken", "half done", "too early", "not kept back", "replaced", "collision"
]


@dataclass(frozen=True, slots=True)
class Clash:
    """The three steps of a race (two of which may be one), and the form that the harm has."""

    shape: Shape
    first: Step
    other: Step
    harm: Step
    target: str  # the shared datum, in words
    ignored: str = ""  # a lock that one thread holds all the while, and that the other one does not take
    begun: Step | None = None  # the first of two changes, where the first thread looks when only that is made

    @property
    def window(self) -> bool:
        """Say whether one thread holds on to something stale from ``first`` to ``harm``."""
        return self.first.thread == self.harm.thread and self.first.number < self.other.number < self.harm.number


def clash(failure: Failure) -> Clash | None:
    """Return the failure's race with its steps and its form, or None where there is none."""
    race = failure.race
    steps = {step.number: step for step in failure.steps}
    if race is None or not {race.first, race.other, race.harm} <= steps.keys():
        return None
    first, other, harm = steps[race.first], steps[race.other], steps[race.harm]
    if first.number < min((step.number for step in failure.steps if step.action == "start"), default=0):
        return None  # what is done before any thread is started collides with nothing
    if _waited_for(failure.steps, first, other) or _waited_for(failure.steps, first, harm):
        return None  # who has waited for a thread to end looks at what it left: that is no harm, and shows one
    shape = _shape(race, failure.steps, first, other, harm)
    target = name(race.target, "a shared value")
    begun = _begun(failure.steps, first, other) if shape == "too early" else None
    if begun is not None:
        return Clash("half done", first, other, harm, name(other.target, target), _kept(first, begun, other), begun)
    return Clash(shape, first, other, harm, target, _ignored(failure.steps, first, other))


def _begun(steps: tuple[Step, ...], first: Step, other: Step) -> Step | None:
    """Return the change before ``other``, by the same call, that the first thread has seen when it looks too early."""
    for step in reversed(steps[: first.number - 1]):
        mine = step.thread == other.thread and step.action == "write" and step.function == other.function
        if mine and step.target != other.target:
            after = steps[step.number : other.number]
            seen = any(_same_datum(each, step) and each.function == first.function for each in after)
            whole = not any(each.thread == step.thread and each.action == "write" for each in after[:-1])
            return step if seen and whole else None
    return None


def _same_datum(look: Step, change: Step) -> bool:
    """Say whether another thread's step reads what a step has written, under whatever name."""
    if look.thread == change.thread or look.action != "read" or look.thing != change.thing:
        return False
    ends = [step.target if step.thing is None else step.target.rpartition(".")[2] for step in (look, change)]
    return ends[0] == ends[1]


def _kept(look: Step, *changes: Step) -> str:
    """Return a lock with which somebody looks and without which the changes are made, as who looks calls it."""
    for called, lock in zip(look.holding, look.locks, strict=False):
        if lock is not None and not any(lock in change.locks for change in changes):
            return name(called, "")
    return ""


def _waited_for(steps: tuple[Step, ...], first: Step, then: Step) -> bool:
    """Say whether a step comes after its thread has waited for the end of the one that did the first step."""
    return first.thread != then.thread and any(
        step.action == "join" and step.target == thread(first.thread) and not step.effect
        for step in steps
        if step.thread == then.thread and first.number < step.number < then.number
    )


def _ignored(steps: tuple[Step, ...], first: Step, other: Step) -> str:
    before = [step.holding for step in steps if step.thread == other.thread and step.number < first.number]
    held = before[-1] if before else ()
    return next((name(lock, "") for lock in held if lock in other.holding and lock not in first.holding), "")


def _shape(race: Race, steps: tuple[Step, ...], first: Step, other: Step, harm: Step) -> Shape:
    if first.thread == harm.thread != other.thread:
        if first.action == "wait":
            return "woken"
        if first.action == "write":
            return "replaced"
        between = (step for step in steps if race.other < step.number < race.harm and step.thread == first.thread)
        read_again = any(step.action == "read" and step.target == first.target for step in between)
        checked = first.source.startswith(("if ", "elif ", "while "))
        same = not checked and harm.action == other.action == "write" and harm.target == first.target
        return "lost update" if same and not read_again else "stale check"
    if first.action == "read" and other.action == "write":
        return "too early"
    if first.action == "write":
        return "not kept back" if other.action == "read" else "replaced"
    return "collision"
