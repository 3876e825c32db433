"""Which steps of a schedule are told, and which are folded into "4 more steps of thread A".

A step matters for the part it plays: in the race that does the harm, at what a stopped thread waits for,
or as a lock taken or given back around one of those. Where nothing is known to be raced, every step at
what the threads share may matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from threadlab.schedules.failure_kinds import KINDS
from threadlab.schedules.result import Failure, Race, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import kept_to_the_end, marked
from threadlab.story.analysis.noise import noise
from threadlab.story.analysis.relevance import CHANGES, LOCKING, WAITING, datum

MOST = 18  # steps that are told at most; a longer story is read by nobody
READABLE = 12  # steps up to which a story may have what is before and after the harm as well

_LIFE = frozenset({"start", "join"})
_RECORDS = frozenset({"enter", "leave", "record"})


@dataclass(frozen=True, slots=True)
class ToldSteps:
    """Which steps are told, and which are not even counted, by their numbers; all others are folded."""

    told: frozenset[int]
    noise: frozenset[int]


def steps_to_tell(failure: Failure) -> ToldSteps:
    """Choose the steps to tell, at most ``MOST``; what matters more is kept first."""
    told: set[int] = set()
    race = failure.race
    centre = max(race.first, race.other, race.harm) if race else len(failure.steps)
    left_out = noise(failure)
    unworthy = (left_out | _of_very_many(failure.steps)) - marked(failure)
    worth_telling = replace(failure, steps=tuple(step for step in failure.steps if step.number not in unworthy))
    for circle in _circles(worth_telling, told):
        nearest = sorted(circle - told, key=lambda number: (abs(number - centre), number))
        told.update(nearest[: MOST - len(told)])
    if KINDS[failure.kind].standstill == "waits":
        told.update(sorted(_ends(failure, told))[: MOST - len(told)])
    return ToldSteps(frozenset(told), left_out)


def _of_very_many(steps: tuple[Step, ...]) -> frozenset[int]:
    """Return the steps that a thread makes in one go with so many others that not all of them are written down."""
    found: set[int] = set()
    for _, made in groupby(steps, key=lambda step: step.thread):
        turn = list(made)
        if any(step.more for step in turn):
            found.update(step.number for step in turn)
    return frozenset(found)


def _ends(failure: Failure, told: set[int]) -> set[int]:
    """Return the ends of the threads that are told of: who has ended cannot help who waits."""
    working = {step.thread for step in failure.steps if step.number in told}
    return {step.number for step in failure.steps if step.action == "end" and step.thread in working}


def _circles(failure: Failure, told: set[int]) -> Iterator[set[int]]:
    """Yield sets of steps, from what must be told to what may be told; ``told`` grows meanwhile."""
    yield set(marked(failure))
    if failure.race is not None:
        yield from _around_a_race(failure, told)
        return
    waited_for = {blocked.target for blocked in failure.blocked} | {held.lock for held in failure.holds}
    yield {
        step.number
        for step in failure.steps
        if step.action in WAITING or (step.target in waited_for and step.action not in _LIFE)
    }
    kept = kept_to_the_end(failure)
    if kept is not None:
        yield {step.number for step in failure.steps if step.thread == kept.thread and _may_matter(step)}
    yield _locks_around(failure.steps, told)
    if failure.kind != "deadlock":
        shared = _changed_by_one_and_touched_by_another(failure.steps)
        shared |= {datum(step) for step in failure.steps if step.action in _LIFE | _RECORDS}
        yield {step.number for step in failure.steps if _may_matter(step) and datum(step) in shared}
        yield _locks_around(failure.steps, told)
        if len(told) < 2:
            yield {step.number for step in failure.steps if _may_matter(step)}
    rest = {step.number for step in failure.steps if _may_matter(step) and step.action not in _LIFE}
    if len(told | rest) <= READABLE:
        yield rest


def _around_a_race(failure: Failure, told: set[int]) -> Iterator[set[int]]:
    race = failure.race
    assert race is not None
    parts = {race.first, race.other, race.harm}
    start, end = min(parts), max(parts)
    waiting = [step for step in failure.steps if step.action in WAITING and start <= step.number <= end]
    racing = {step.thread for step in failure.steps if step.number in parts}
    stale = {step.thread for step in failure.steps if step.number == race.first}
    yield {step.number for step in waiting if step.thread in stale}
    raced = {datum(step) for step in failure.steps if step.number in parts}
    touching = {step.number for step in failure.steps if datum(step) in raced and step.action not in _LIFE}
    yield _why_it_waits(failure, race)
    yield {number for number in touching if start <= number <= end}
    yield {number for number in _locks_around(failure.steps, told) if number <= end}
    yield {step.number for step in waiting if step.thread in racing}
    shared = _changed_by_one_and_touched_by_another(failure.steps)
    working = {step.number for step in failure.steps if step.cell != TEST and datum(step) in shared}
    for more in (touching, working, _locks_around(failure.steps, told)):
        if len(told | more) <= READABLE:
            yield more
            yield _locks_around(failure.steps, told)


def _why_it_waits(failure: Failure, race: Race) -> set[int]:
    """Return the last look at the raced datum before a thread waits that is woken too late."""
    steps = {step.number: step for step in failure.steps}
    first, other = steps[race.first], steps[race.other]
    if first.action != "wait":
        return set()
    looks = [step for step in failure.steps if step.thread == first.thread and datum(step) == datum(other)]
    return {step.number for step in looks if step.number < race.first and step.action == "read"}


def _may_matter(step: Step) -> bool:
    return step.cell != TEST or step.action in _RECORDS


def _changed_by_one_and_touched_by_another(steps: tuple[Step, ...]) -> set[str]:
    changed = {datum(step) for step in steps if step.action in CHANGES}
    return {name for name in changed if len({step.thread for step in steps if datum(step) == name}) > 1}


def _locks_around(steps: tuple[Step, ...], told: set[int]) -> set[int]:
    """Return the acquires and releases of the locks that are held at one of the steps told."""
    found: set[int] = set()
    for thread in {step.thread for step in steps}:
        own = [step for step in steps if step.thread == thread]
        for step in own:
            if step.number in told and step.action not in LOCKING:
                for lock in step.holding:
                    locking = [s for s in own if s.action in LOCKING and s.target == lock]
                    found.update([s.number for s in locking if s.number < step.number and lock in s.holding][-1:])
                    found.update([s.number for s in locking if s.number > step.number and lock not in s.holding][:1])
    return found
