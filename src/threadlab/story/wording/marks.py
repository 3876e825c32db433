"""What the reader must notice at a step: the part that it plays in the harm, and the words beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from threadlab.schedules.result import Failure, Step
from threadlab.story.analysis.causes import (
    Role,
    came_early,
    cleared_event,
    escape,
    gave_up,
    kept_to_the_end,
    left,
    left_set,
    missed_notify,
    roles,
    untold_change,
    wakes_several,
)
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.handing_over import slip
from threadlab.story.text.names import name
from threadlab.story.wording import races, slips


@dataclass(frozen=True, slots=True)
class Mark:
    """The part that a step plays in the harm, and the words that stand beside it."""

    role: Role = ""
    words: str = ""


def marks(failure: Failure, shown: Callable[[Step], int]) -> dict[int, Mark]:
    """Return the marks by the steps' numbers in the schedule; ``shown`` gives a step's number in the story."""
    words = _words(failure, shown)
    return {number: Mark(role, words.get(number, "")) for number, role in roles(failure).items()}


def _words(failure: Failure, shown: Callable[[Step], int]) -> dict[int, str]:
    escaped = escape(failure)
    words = {}
    if escaped is not None:
        step, lock = escaped
        words[step.number] = f"HARM: leaves {left(step)}, and {lock} is not given back"
    return words | _of_the_cause(failure, shown)


def _of_the_cause(failure: Failure, shown: Callable[[Step], int]) -> dict[int, str]:
    handed = slip(failure)
    if handed is not None:
        return slips.notes(handed, shown)
    found = clash(failure)
    if found is not None:
        return races.notes(found, shown)
    missed = missed_notify(failure)
    if missed is not None:
        early = came_early(failure, missed)
        some = "not everybody" if wakes_several(missed) else "one thread only"
        return {missed.number: "HARM: nobody is waiting yet" if early else f"HARM: wakes {some}"}
    cleared = cleared_event(failure)
    if cleared is not None:
        return {cleared.number: "HARM: clears it again"}
    untold = untold_change(failure)
    if untold is not None:
        return {untold.number: "HARM: notifies nobody of it"}
    given_up = gave_up(failure)
    if given_up is not None:
        return {given_up.number: "HARM: gives up, and never tries again"}
    still = left_set(failure)
    if still is not None:
        return {still.number: f"HARM: does not wait: {name(still.target, 'the event')} is still set"}
    kept = kept_to_the_end(failure) if escape(failure) is None else None
    if kept is None:
        return {}
    locks = {blocked.target for blocked in failure.blocked if blocked.held_by == kept.thread}
    return {kept.number: f"HARM: {name(min(locks), 'the lock')} is not given back"}
