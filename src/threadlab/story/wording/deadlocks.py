"""The words for threads that can never go on because each waits for what another one has, or nobody is left."""

from __future__ import annotations

from collections.abc import Sequence

from threadlab.schedules.result import Blocked, Failure
from threadlab.story.analysis.causes import left_with
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.handing_over import slip
from threadlab.story.analysis.relevance import is_signal
from threadlab.story.analysis.wait_cycle import ring
from threadlab.story.text.names import called, capital, name, sorted_by_start, thread, threads
from threadlab.story.wording import races, slips
from threadlab.story.wording.phrases import held_by, waits
from threadlab.story.wording.sentences import Headline, bad, escaped_with, others_than

_TOLD = 3  # threads of which it is said what they wait for


def deadlock(failure: Failure) -> Headline:
    """Return the words for a deadlock."""
    waiting = [blocked for blocked in failure.blocked if blocked.action != "join"]
    stopped = {blocked.thread for blocked in failure.blocked}
    escaped, asked = escaped_with(failure)
    for blocked in waiting:
        who, lock = thread(blocked.thread), name(blocked.target, "a lock")
        if blocked.held_by == blocked.thread:
            return bad(
                f"Deadlock: {who} waits for {lock}, which it holds itself",
                escaped or f"{capital(who)} takes {lock} once more while it holds it.",
                f"Only {who} could give it back, and it waits.",
                question=asked or "Which line has taken the lock already when this one asks for it?",
            )
        if blocked.held_by and blocked.held_by not in stopped:
            keeper = thread(blocked.held_by)
            return bad(
                f"Deadlock: {who} waits for {lock}, and {keeper} never gave it back",
                *filter(None, [escaped]),
                f"{capital(keeper)} has ended while it held {lock}. Nobody else can give it back.",
                question=asked or f"Which line gives {lock} back, and does {keeper} get there whatever happens?",
            )
    closed = ring(failure.blocked)
    named = threads(sorted_by_start(blocked.thread for blocked in closed or waiting))
    title = f"Deadlock: {named} can never go on" if named else "Deadlock: no thread can ever go on"
    if any(blocked.action == "join" for blocked in closed):
        each_waits = [f"{capital(thread(each.thread))} {waits(each)}{held_by(each)}." for each in closed]
        if escaped:
            return bad(title, *each_waits, escaped, question=asked)
        taken = left_with(failure, closed)
        if taken is None:
            question = "What does a thread still hold while it waits for another one to end?"
            return bad(title, *each_waits, question=question)
        lock, function = name(taken.target, "the lock"), called(taken.function)
        return bad(
            title,
            *each_waits,
            f"{capital(thread(taken.thread))} took {lock} in line {taken.line}, and {function} has ended without "
            "giving it back.",
            question=f"In how many ways can {function} end, and which of them give {lock} back?",
        )
    if closed:
        return bad(
            title,
            "Each waits for what another one holds, and nobody gives anything back before getting more.",
            question=_in_which_order(failure, closed),
        )
    asleep = slip(failure)
    if asleep is not None:
        return bad(slips.title(asleep), *slips.lead(asleep), question=slips.question(asleep))
    if waiting and clash(failure) is not None:
        return _by_a_lost_update(failure, waiting)
    if len(waiting) == 1:
        title = f"Deadlock: {thread(waiting[0].thread)} {waits(waiting[0])} for ever"
    return bad(
        title,
        *of_each_sort(waiting),
        *_nobody_left(failure, waiting),
        question=_what_is_missing(failure, waiting),
    )


def of_each_sort(waiting: Sequence[Blocked]) -> list[str]:
    """Say of some what they wait for; of many, of one for each thing that is waited for."""
    first = {(each.action, each.target, each.held_by): each for each in reversed(waiting)}
    told = [each for each in waiting if each in first.values()] if len(waiting) > _TOLD and len(first) > 1 else waiting
    return list(dict.fromkeys(f"{capital(thread(each.thread))} {waits(each)}{held_by(each)}." for each in told[:_TOLD]))


def _by_a_lost_update(failure: Failure, waiting: Sequence[Blocked]) -> Headline:
    found = clash(failure)
    assert found is not None
    return bad(
        f"Deadlock: {thread(waiting[0].thread)} {waits(waiting[0])} for ever: an update is lost",
        *races.lead(found),
        *_nobody_left(failure, waiting),
        question=races.question(found),
    )


def _in_which_order(failure: Failure, closed: Sequence[Blocked]) -> str:
    """Ask for the order of taking, by the locks themselves where one lock goes by two names."""
    named = {held.thread: held.lock for held in failure.holds}
    if any(named.get(each.held_by, each.target) != each.target for each in closed):
        return "Which locks are these, whatever each thread calls them, and in which order does each thread take them?"
    return "In which order does each thread take what it needs?"


def _nobody_left(failure: Failure, waiting: Sequence[Blocked]) -> list[str]:
    """Say why what the threads wait for cannot come any more."""
    said = []
    if waiting and all(each.action == "get" for each in waiting) and _was_used(failure, waiting[0]):
        said.append(f"All that was put into {name(waiting[0].target, 'it')} has been taken out again.")
    missing = {
        "get": "put anything into {0}",
        "put": "take anything out of {0}",
        "go on": "come to {0}",
        "event": "set {0}",
        "acquire": "give {0} back",
        "result": "bring {0} about",
    }
    one = waiting[0] if waiting else None
    if one is not None and is_signal(failure, one):
        missing["acquire"] = "release {0}"
    to_do = missing.get(one.action, "").format(name(one.target, "it")) if one else ""
    others = others_than(failure, {each.thread for each in waiting})
    return [*said, f"{others}: nobody is left to {to_do or 'bring it about'}."]


def _was_used(failure: Failure, waiting: Blocked) -> bool:
    return any(step.action == "put" and step.target == waiting.target for step in failure.steps)


def _what_is_missing(failure: Failure, waiting: Sequence[Blocked]) -> str:
    asked = {
        "get": "Who should put something into {0} for {1}, and why does nobody?",
        "put": "Who should take something out of {0}, and why does nobody?",
        "acquire": "Which lines take {0}, and does each of them give it back, however its function ends?",
    }
    one = waiting[0] if waiting else None
    if one is not None and is_signal(failure, one):
        asked["acquire"] = "Who should release {0} for {1}, and why does nobody?"
    if one is None or one.action not in asked or not one.target:
        return "Who should bring about what they wait for, and why does nobody?"
    who = threads(sorted_by_start(each.thread for each in waiting if each.target == one.target))
    return asked[one.action].format(name(one.target, "it"), who)
