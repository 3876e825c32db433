"""What the reader must notice at a step: the parts of a race, and the notify that nobody heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Blocked, Failure, Step
from threadlab.story import races

Role = Literal["", "stale", "change", "harm"]

NOTIFIES = frozenset({"notify", "notify_all"})


@dataclass(frozen=True, slots=True)
class Mark:
    """The part that a step plays in the harm, and the words that stand beside it."""

    role: Role = ""
    words: str = ""


def marks(failure: Failure, shown: Callable[[Step], int]) -> dict[int, Mark]:
    """Return the marks by the steps' numbers in the schedule; ``shown`` gives a step's number in the story."""
    found = races.clash(failure)
    if found is not None:
        words = races.notes(found, shown)
        roles: dict[int, Role] = {found.first.number: "stale", found.other.number: "change", found.harm.number: "harm"}
        return {number: Mark(role, words.get(number, "")) for number, role in roles.items()}
    missed = missed_notify(failure)
    if missed is not None:
        waiting = _waiting(failure)
        early = waiting is not None and missed.number < waits_since(failure, waiting)
        return {missed.number: Mark("harm", "HARM: nobody is waiting yet" if early else "HARM: wakes one thread only")}
    return {}


def _waiting(failure: Failure) -> Blocked | None:
    return next((blocked for blocked in failure.blocked if blocked.action in ("wait", "wake")), None)


def waits_since(failure: Failure, waiting: Blocked) -> int:
    """Return the number of the step with which the thread began to wait; past the last one if there is none."""
    own = [step.number for step in failure.steps if step.thread == waiting.thread and step.action == "wait"]
    return own[-1] if own else len(failure.steps) + 1


def missed_notify(failure: Failure) -> Step | None:
    """Return the last notify that might have woken the thread that waits for ever; None if there was none."""
    waiting = _waiting(failure)
    if failure.kind != "lost-wakeup" or waiting is None:
        return None
    others = [step for step in failure.steps if step.action in NOTIFIES and step.target == waiting.target != ""]
    since = waits_since(failure, waiting)
    late = [step for step in others if step.number > since]
    early = [step for step in others if step.number < since and step.effect == "woke nobody"]
    return (late or early or [None])[-1]
