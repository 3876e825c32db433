"""Which steps did the harm: the parts of a race, the notify that nobody heard, the lock that was kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Literal

from threadlab.schedules.primitives.condition import LOST
from threadlab.schedules.primitives.event import SET_BEFORE
from threadlab.schedules.result import Blocked, Failure, Step, Thing
from threadlab.schedules.text import TEST
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.handing_over import slip
from threadlab.story.analysis.relevance import CHANGES, FAILED, LOCKING, WAITING, datum, is_event
from threadlab.story.text.names import called, sorted_by_start
from threadlab.story.text.names import name as named

NOTIFIES = frozenset({"notify", "notify_all"})

TRIES = frozenset({"acquire", "try to acquire", "wait", "wake", "get", "put"})

Role = Literal["", "stale", "change", "harm"]


def roles(failure: Failure) -> dict[int, Role]:
    """Return the parts that steps play in the harm, by the steps' numbers."""
    escaped = escape(failure)
    found: dict[int, Role] = {} if escaped is None else {escaped[0].number: "harm"}
    handed = slip(failure)
    if handed is not None:
        found |= {step.number: "change" for step in (handed.change,) if step is not None}
        found |= {step.number: "stale" for step in (handed.late,) if step is not None}
        return found | {handed.step.number: "harm"}
    collision = clash(failure)
    if collision is not None:
        first, other, harm = collision.first.number, collision.other.number, collision.harm.number
        if collision.begun is not None:
            return found | {collision.begun.number: "stale", first: "change", harm: "harm"}
        return found | {first: "stale", other: "change", harm: "harm"}
    cause = missed_notify(failure) or cleared_event(failure) or untold_change(failure) or gave_up(failure)
    cause = cause or left_set(failure)
    if cause is None and escaped is None:
        cause = kept_to_the_end(failure)
    return found if cause is None else found | {cause.number: "harm"}


def marked(failure: Failure) -> frozenset[int]:
    """Return the numbers of the steps that play a part in the harm."""
    return frozenset(roles(failure))


def starts_threads(steps: Sequence[Step]) -> bool:
    """Say whether there is any thread but main, be it one of a pool, which is started by the call that needs it."""
    return any(
        step.thread != "main" or step.action == "start" or step.effect.startswith("started thread") for step in steps
    )


def needs_its_timeout(failure: Failure) -> bool:
    """Say whether a thread that polls waits to be told, and nothing but the end of its time-out ever wakes it."""
    waiting = (each.thread for each in failure.blocked if each.action != "sleep")
    return failure.kind == "polls" and failure.thread in waiting


def gave_up(failure: Failure) -> Step | None:
    """Return the last try that a thread gave up for good, where an assertion shows that something was left undone."""
    if failure.kind not in ("assertion", "exception") or clash(failure) is not None or slip(failure) is not None:
        return None
    own = failure.kind == "exception"  # that another thread gave up makes nobody raise
    for step in reversed([step for step in failure.steps if not own or step.thread == failure.thread]):
        if step.cell != TEST and ((step.effect in FAILED and step.action in TRIES) or _finds_it_taken(step)):
            later = (each for each in failure.steps[step.number :] if each.thread == step.thread)
            again = WAITING if step.action in WAITING else TRIES | {"look at"}
            if not any(each.action in again and each.target == step.target for each in later):
                return step
    return None


def _finds_it_taken(step: Step) -> bool:
    return step.action == "look at" and step.value == "True" and step.thing is not None and "lock" in step.thing.kind


def left_set(failure: Failure) -> Step | None:
    """Return where a thread comes to an event once more and does not wait, for nobody has cleared it; None if nowhere.

    That is told where a check sees that something came too early, and nothing else is known of why.
    """
    known = clash(failure) or slip(failure) or gave_up(failure) or escape(failure)
    if failure.kind != "assertion" or known is not None:
        return None
    passed: set[tuple[str, str, Thing | None]] = set()
    for step in failure.steps:
        if step.action == "clear":
            passed = {each for each in passed if each[1:] != (step.target, step.thing)}
        elif step.action == "wait" and step.cell != TEST and step.thing is not None and step.thing.kind == "event":
            key = (step.thread, step.target, step.thing)
            if key in passed and step.effect == SET_BEFORE:
                return step
            passed.add(key)
    return None


def missed_notify(failure: Failure) -> Step | None:
    """Return the notify that should have woken the thread that waits for ever; None if there was none.

    A notify while the thread waited that woke another one; or one before it waited, if the thread has not
    looked since then at anything that the notifying thread had changed.
    """
    waiting = sufferer(failure)
    return None if waiting is None else _missed(failure, waiting)


def _missed(failure: Failure, waiting: Blocked) -> Step | None:
    others = [
        step
        for step in failure.steps
        if step.action in NOTIFIES and step.target == waiting.target and step.thread != waiting.thread
    ]
    since = _waits_since(failure, waiting)
    late = [step for step in others if step.number > since and step.effect != "woke nobody"]
    early = [step for step in others if step.number < since and step.effect in ("", "woke nobody")]
    if late:
        return late[-1]
    return early[-1] if early and not _has_looked(failure, early[-1], waiting.thread, since) else None


def wakes_several(notify: Step) -> bool:
    """Say whether a notify has woken more than one thread."""
    return " and " in notify.effect.partition(f" and {LOST}")[0]


def untold_change(failure: Failure) -> Step | None:
    """Return the first change of what a thread waits for, made while it waits, of which nobody notifies it.

    What it waits for is what it looked at in the line above, since it took its lock. None if there is no such change.
    """
    waiting = sufferer(failure)
    return None if waiting is None else _untold(failure, waiting)


def _untold(failure: Failure, waiting: Blocked) -> Step | None:
    if is_event(failure, waiting):
        return None
    since = _waits_since(failure, waiting)
    looked_at: set[str] = set()
    for step in failure.steps[: since - 1]:
        if step.thread == waiting.thread:
            looked_at = set() if step.action in LOCKING | WAITING else looked_at
            looked_at |= {datum(step)} if step.action == "read" else set()
    for step in failure.steps[since:]:
        if step.thread != waiting.thread and step.action in CHANGES and datum(step) in looked_at:
            later = failure.steps[step.number :]
            if not any(s.action in NOTIFIES and s.target == waiting.target for s in later):
                return step
    return None


def _has_looked(failure: Failure, notify: Step, thread: str, since: int) -> bool:
    changed = {
        datum(step)
        for step in failure.steps
        if step.thread == notify.thread and step.number < notify.number and step.action in CHANGES
    }
    return any(
        step.thread == thread and step.action == "read" and datum(step) in changed
        for step in failure.steps
        if notify.number < step.number < since
    )


def unfinished(failure: Failure) -> tuple[str, ...]:
    """Return the threads that the student's code has started, and that had not ended when the test failed."""
    started = {
        step.target.removeprefix("thread ") for step in failure.steps if step.action == "start" and step.cell != TEST
    }
    if failure.kind != "assertion" or failure.cell != TEST:
        return ()
    return sorted_by_start(started - {step.thread for step in failure.steps if step.action == "end"})


def starter(failure: Failure, left: Collection[str]) -> str:
    """Return the function that started the threads ``left`` and has returned since; "" where it is not one."""
    names = {
        step.function
        for step in failure.steps
        if step.action == "start" and step.target.removeprefix("thread ") in left and step.cell != TEST
    }
    return called(names.pop()) if len(names) == 1 else ""


def cleared_event(failure: Failure) -> Step | None:
    """Return the step that cleared the event, once set, that a thread waits for for ever; None if there was none."""
    waiting = sufferer(failure)
    return None if waiting is None else _cleared(failure, waiting)


def _cleared(failure: Failure, waiting: Blocked) -> Step | None:
    changes = [step for step in failure.steps if step.action in ("set", "clear") and step.target == waiting.target]
    was_set = any(step.action == "set" for step in changes)
    return changes[-1] if was_set and changes[-1].action == "clear" else None


def came_early(failure: Failure, notify: Step) -> bool:
    """Say whether ``notify`` came before the thread that waits for ever began to wait."""
    waiting = sufferer(failure)
    return waiting is not None and notify.number < _waits_since(failure, waiting)


def kept_to_the_end(failure: Failure) -> Step | None:
    """Return the last step of a thread that has ended without giving back what another one waits for."""
    stopped = {blocked.thread for blocked in failure.blocked}
    keepers = {blocked.held_by for blocked in failure.blocked} - stopped - {""}
    if failure.kind != "deadlock" or not keepers:
        return None
    last = {step.thread: step for step in failure.steps if step.thread in keepers}
    return last.get(min(keepers))


def escape(failure: Failure) -> tuple[Step, str] | None:
    """Return the exception that has left a function with a lock that is still held, and the lock; None if none has.

    A lock that others wait for comes first.
    """
    kept = [(blocked.held_by, blocked.thing, blocked.target) for blocked in failure.blocked if blocked.held_by]
    kept += [(held.thread, held.thing, held.lock) for held in failure.holds]
    for thread, thing, name in kept:
        for step in reversed([step for step in failure.steps if step.thread == thread]):
            held = [
                shown
                for shown, lock in zip_longest(step.holding, step.locks[: len(step.holding)])
                if (lock == thing if lock is not None and thing is not None else shown == name)
            ]
            if not held:
                break
            if step.action == "raise" and step.effect:
                return step, named(held[0], "the lock")
    return None


def left(step: Step) -> str:
    """Name the function that an exception has left; "its function" where that must not be said."""
    return called(step.effect.removeprefix("leaves").strip()) or "its function"


def left_with(failure: Failure, closed: tuple[Blocked, ...]) -> Step | None:
    """Return where a thread of a ring took a lock in a function that has since ended; None if there is no such lock."""
    in_test = {blocked.thread for blocked in closed if blocked.cell == TEST}
    wanted = {(blocked.held_by, blocked.target) for blocked in closed if blocked.held_by in in_test}
    taken = [
        step
        for step in failure.steps
        if step.action in LOCKING and step.function and step.cell != TEST and (step.thread, step.target) in wanted
    ]
    return taken[-1] if taken and taken[-1].action != "release" else None


def sufferer(failure: Failure) -> Blocked | None:
    """Return which of the threads that wait for ever is told of.

    It is the first one for which it is known why, else one in the program: what the check waits for comes by that.
    """
    if failure.kind != "lost-wakeup":
        return None
    waiting = [blocked for blocked in failure.blocked if blocked.action in ("wait", "wake")]
    known = (each for each in waiting if any(why(failure, each) for why in (_missed, _cleared, _untold)))
    own = (each for each in waiting if each.cell != TEST)
    return next(known, None) or next(own, waiting[0] if waiting else None)


def _waits_since(failure: Failure, waiting: Blocked) -> int:
    """Return the number of the step with which the thread began to wait; past the last one if there is none."""
    own = [step.number for step in failure.steps if step.thread == waiting.thread and step.action == "wait"]
    return own[-1] if own else len(failure.steps) + 1
