"""What an order shows in which no two steps collide: who had what was wanted, who was half-way, who broke a barrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from threadlab.schedules.result import Failure, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.relevance import CHANGES, FAILED, TAKES, touched

_BREAKS = frozenset({"abort", "reset", "break"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A try to take a lock that failed, and the last step of the thread that had the lock then."""

    tried: Step
    keeper: Step


@dataclass(frozen=True, slots=True)
class HalfWay:
    """A change that one thread had made, and where another one looked at it and at more, before the first had ended."""

    changed: Step
    seen: Step


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A thread that could have gone on, and the one that went on in its place."""

    interrupted: str
    went_on: str


def breaking(failure: Failure) -> Step | None:
    """Return the step that broke a barrier for all who wait at it; None if none did, or nobody has met it since."""
    for step in reversed(failure.steps):
        kind = step.thing.kind if step.thing is not None else ""
        gave_up = step.action in ("wait", "go on") and step.effect in FAILED and kind == "barrier"
        if (step.action in _BREAKS or gave_up) and _others_met(failure, step):
            return step
    return None


def _others_met(failure: Failure, broken: Step) -> bool:
    if failure.exception == "BrokenBarrierError":
        return True
    return failure.kind == "assertion" and any(
        step.action in ("wait", "go on") and step.thing == broken.thing and step.thread != broken.thread
        for step in failure.steps
    )


def failed_try(failure: Failure) -> Kept | None:
    """Return the last try of a lock that failed, together with who had it; None if there is none."""
    for step in reversed(failure.steps):
        if step.action in TAKES and step.effect in FAILED and step.thing is not None:
            last = _last_steps(failure.steps[: step.number - 1])
            others = (each for name, each in last.items() if name != step.thread)
            keeper = next((each for each in others if step.thing in each.locks), None)
            return None if keeper is None else Kept(step, keeper)
    return None


def half_way(failure: Failure) -> HalfWay | None:
    """Return a change that a thread had made when another one looked at it and at something else; None if none was.

    The thread that made it had not ended in the end, and did nothing any more after the look.
    """
    ended = {step.thread for step in failure.steps if step.action == "end"}
    started = {step.target.removeprefix("thread "): step.number for step in failure.steps if step.action == "start"}
    for who, last in _last_steps(failure.steps).items():
        looks = [step for step in failure.steps[last.number :] if step.action == "read"]
        changes = [s for s in failure.steps if s.thread == who and s.action in CHANGES and s.cell != TEST]
        if who in ended or not changes or last.locks:
            continue
        changed = changes[-1]
        seen = next((look for look in looks if _same(look, changed)), None)
        if seen is None or changed.number < started.get(seen.thread, 0):  # who starts later finds all of it done
            continue
        if any(look.thread == seen.thread and not _same(look, seen) for look in looks):
            return HalfWay(changed, seen)
    return None


def _same(one: Step, other: Step) -> bool:
    return (touched(one).rpartition(".")[2], one.thing) == (touched(other).rpartition(".")[2], other.thing)


def overtaking(failure: Failure) -> Overtaking | None:
    """Return the last time that a thread had to give way though it could have gone on; None if none had to."""
    for before, step in reversed(list(zip(failure.steps, failure.steps[1:], strict=False))):
        if step.preempted and before.thread != step.thread:
            return Overtaking(before.thread, step.thread)
    return None


def _last_steps(steps: Sequence[Step]) -> dict[str, Step]:
    return {step.thread: step for step in steps}
