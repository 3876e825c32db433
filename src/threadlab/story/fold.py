"""Which steps of a schedule are told, and which are folded into "4 more steps of thread A".

A step matters for the part it plays: in the race that does the harm, at what a stopped thread waits for,
or as a lock taken or given back around one of those. Where nothing is known to be raced and nobody is
stopped, every step of the student's own lines may matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from threadlab.schedules.result import Failure, Step
from threadlab.story.conceal import TEST

MOST = 18  # steps that are told at most; a longer story is read by nobody

LOCKING = frozenset({"acquire", "try to acquire", "release"})
_WAITING = frozenset({"wait", "wake", "notify", "notify_all"})
_NOISE = frozenset({"start", "join", "end", "return"})


def matters(failure: Failure) -> frozenset[int]:
    """Return the numbers of the steps to tell, at most ``MOST``; what matters more is kept first."""
    told: set[int] = set()
    race = failure.race
    centre = max(race.first, race.other, race.harm) if race else len(failure.steps)
    for circle in _circles(failure, told):
        nearest = sorted(circle - told, key=lambda number: (abs(number - centre), number))
        told.update(nearest[: MOST - len(told)])
    return frozenset(told)


def _circles(failure: Failure, told: set[int]) -> Iterator[set[int]]:
    """Yield sets of steps, from what must be told to what may be told; ``told`` grows meanwhile."""
    if failure.race is not None:
        yield {failure.race.first, failure.race.other, failure.race.harm}
    yield {step.number for step in failure.steps if _touches_the_matter(step, failure)}
    yield _locks_around(failure.steps, told)
    if failure.race is None and failure.kind != "deadlock":
        yield {step.number for step in failure.steps if step.cell != TEST and step.action not in _NOISE}


def _touches_the_matter(step: Step, failure: Failure) -> bool:
    if step.action in _NOISE or not step.target:
        return False
    if failure.race is not None:
        return step.target == failure.race.target and not (step.cell == TEST and step.thread == "main")
    if step.action in _WAITING:
        return True
    waited_for = {blocked.target for blocked in failure.blocked} | {held.lock for held in failure.holds}
    return step.target in waited_for


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
