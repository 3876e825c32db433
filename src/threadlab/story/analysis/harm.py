"""Where the harm of a race shows: at the step that a reader would point at, not at the first one that is too late.

The engine names the first step that a thread takes by something stale. That may be the taking of a lock; what does the
harm is the change that follows. And a thread that was woken goes by what woke it, not by what it saw before it waited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threadlab.schedules.result import Failure, Race, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.handing_over import raises_in_release, slip
from threadlab.story.analysis.relevance import CHANGES, datum


def with_harm_placed(failure: Failure) -> Failure:
    """Return ``failure``, tidied, with the steps of its race where a reader looks for them."""
    race = failure.race
    if race is not None and (raises_in_release(failure) or (_is_mere_order(failure) and slip(failure) is not None)):
        return replace(failure, race=None)
    steps = {step.number: step for step in failure.steps}
    if race is None or not {race.first, race.other, race.harm} <= steps.keys():
        return failure
    first, harm = steps[race.first], steps[race.harm]
    if not (first.thread == harm.thread and race.first < race.other < race.harm and first.action == "read"):
        return failure
    woken = _after_waking(failure, race)
    if woken is None and failure.kind == "assertion" and _looks_again(failure, race):
        return replace(failure, race=None)
    return replace(failure, race=woken or replace(race, harm=_damage(failure, race)))


def _looks_again(failure: Failure, race: Race) -> bool:
    """Say whether the thread asks the same question again before it has changed anything: it goes by nothing old."""
    first = failure.steps[race.first - 1]
    for step in failure.steps[race.harm - 1 :]:
        if step.thread == first.thread and step.action in CHANGES:
            return False
        if step.thread == first.thread and _is_same_look(step, first):
            return True
    return False


def _is_same_look(step: Step, first: Step) -> bool:
    return step.action == "read" and (step.cell, step.line, step.target) == (first.cell, first.line, first.target)


def _is_mere_order(failure: Failure) -> bool:
    """Say whether the race is none in which a thread goes by something old."""
    found = clash(failure)
    return found is None or found.shape in ("too early", "not kept back", "replaced", "collision")


def _damage(failure: Failure, race: Race) -> int:
    """Return the step with which the thread changes the datum, or anything else, before it looks at it again."""
    first = failure.steps[race.first - 1]
    later = list(_goes_on(failure, race))
    own = next((step for step in later if step.action in CHANGES and datum(step) == datum(first)), None)
    found = own or next((step for step in later if step.action in CHANGES and step.cell != TEST), None)
    return found.number if found is not None else _where_it_raises(failure, race) or race.harm


def _goes_on(failure: Failure, race: Race) -> Iterator[Step]:
    """Yield what the thread does from its first step too late on, until it asks the same question again."""
    first = failure.steps[race.first - 1]
    for step in failure.steps[race.harm - 1 :]:
        if step.thread == first.thread:
            if _is_same_look(step, first):
                return
            yield step


def _where_it_raises(failure: Failure, race: Race) -> int:
    """Return the last look at the datum in the line in which the thread stops with an exception; 0 if there is none."""
    first = failure.steps[race.first - 1]
    if failure.kind != "exception" or failure.thread != first.thread:
        return 0
    looks = [
        step.number
        for step in failure.steps[race.harm - 1 :]
        if step.thread == first.thread
        and (step.cell, step.line) == (failure.cell, failure.line)
        and datum(step) == datum(first)
    ]
    return looks[-1] if looks else 0


def _after_waking(failure: Failure, race: Race) -> Race | None:
    """Return the race of a thread that was woken, and before which another one came; None if it is not that."""
    first = failure.steps[race.first - 1]
    own = [step for step in failure.steps[race.first : race.harm] if step.thread == first.thread]
    waited = [step.number for step in own if step.action == "wait"]
    woken = [step.number for step in own if step.action == "wake"]
    if not waited or not woken or waited[-1] > woken[-1]:
        return None
    changes = [
        step
        for step in failure.steps[waited[-1] : woken[-1]]
        if step.thread != first.thread and step.action in CHANGES and datum(step) == datum(first)
    ]
    if len(changes) < 2 or changes[0].thread == changes[-1].thread:
        return None  # what it was woken for is still there
    moved = replace(race, first=waited[-1], other=changes[-1].number, harm=max(race.harm, woken[-1]))
    at_it = _where_it_raises(failure, replace(race, harm=moved.harm)) or _first_use(failure, first, moved.harm)
    return replace(moved, harm=at_it or moved.harm)


def _first_use(failure: Failure, first: Step, since: int) -> int:
    uses = (step for step in failure.steps[since - 1 :] if step.thread == first.thread and datum(step) == datum(first))
    return next((step.number for step in uses if step.action in CHANGES), 0)
