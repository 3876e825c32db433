"""What the reader must notice at a step: the parts of a race, the notify that nobody heard, the lock that was kept."""

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
        words_there = "HARM: nobody is waiting yet" if came_early(failure, missed) else "HARM: wakes one thread only"
        return {missed.number: Mark("harm", words_there)}
    kept = kept_to_the_end(failure)
    return {} if kept is None else {kept.number: Mark("harm", "HARM: it is not given back")}


def marked(failure: Failure) -> frozenset[int]:
    """Return the numbers of the steps that carry a mark."""
    return frozenset(marks(failure, lambda step: step.number))


def missed_notify(failure: Failure) -> Step | None:
    """Return the last notify that might have woken the thread that waits for ever; None if there was none."""
    waiting = _waiting(failure)
    if failure.kind != "lost-wakeup" or waiting is None:
        return None
    others = [step for step in failure.steps if step.action in NOTIFIES and step.target == waiting.target]
    since = _waits_since(failure, waiting)
    late = [step for step in others if step.number > since]
    early = [step for step in others if step.number < since and step.effect in ("", "woke nobody")]
    found = late or early
    return found[-1] if found else None


def came_early(failure: Failure, notify: Step) -> bool:
    """Say whether ``notify`` came before the thread that waits for ever began to wait."""
    waiting = _waiting(failure)
    return waiting is not None and notify.number < _waits_since(failure, waiting)


def kept_to_the_end(failure: Failure) -> Step | None:
    """Return the last step of a thread that has ended without giving back what another one waits for."""
    stopped = {blocked.thread for blocked in failure.blocked}
    keepers = {blocked.held_by for blocked in failure.blocked} - stopped - {""}
    if failure.kind != "deadlock" or not keepers:
        return None
    last = {step.thread: step for step in failure.steps if step.thread in keepers}
    return last.get(min(keepers))


def _waiting(failure: Failure) -> Blocked | None:
    return next((blocked for blocked in failure.blocked if blocked.action in ("wait", "wake")), None)


def _waits_since(failure: Failure, waiting: Blocked) -> int:
    """Return the number of the step with which the thread began to wait; past the last one if there is none."""
    own = [step.number for step in failure.steps if step.thread == waiting.thread and step.action == "wait"]
    return own[-1] if own else len(failure.steps) + 1
