"""The words for each kind of failure that one schedule shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Blocked, Failure
from threadlab.schedules.text import TEST
from threadlab.story import races
from threadlab.story.clean import cut, visible
from threadlab.story.marks import (
    came_early,
    cleared_event,
    escape,
    left,
    left_with,
    missed_notify,
    starter,
    sufferer,
    unfinished,
    untold_change,
)
from threadlab.story.phrases import called, capital, held_by, name, sorted_by_start, thread, threads, waits
from threadlab.story.ring import ring
from threadlab.story.tidy import is_event, touched

Tone = Literal["good", "bad", "open"]

VALUE = 60  # columns of a value that was expected or got
MESSAGE = 200  # columns of a test's or an exception's message


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said before and after the picture."""

    tone: Tone
    title: str
    lead: tuple[str, ...] = ()
    question: str = ""
    settled: bool = False  # the schedule says what kind of mistake it is: no other question leads on better


def outcome(failure: Failure) -> str:
    """Say what showed in the end: "expected 2, got 1", or what the test says of it; "" where it must not be said."""
    said = cut(visible(failure.message), MESSAGE)
    if not (failure.expected or failure.got):
        return said
    values = f"expected {cut(visible(failure.expected), VALUE)}, got {cut(visible(failure.got), VALUE)}"
    return values if said.startswith("expected ") or not said else f"{said} ({values})"


def _bad(title: str, *lead: str, question: str, settled: bool = True) -> Headline:
    return Headline("bad", title, lead, question, settled)


def _with(title: str, said: str) -> str:
    return f"{title}: {said}" if said else title


def _at(cell: str, line: int) -> str:
    return f" at line {line}" if line and cell != TEST else ""


def _without_race(failure: Failure) -> str:
    """Say what can be said of an order in which no two steps collide."""
    if not any(step.action == "start" for step in failure.steps):
        return "No thread is started at all: everything here is done by the main thread."
    left = unfinished(failure)
    if left:
        have, them = ("have", "them") if len(left) > 1 else ("has", "it")
        call = starter(failure, left) or "the call"
        return f"{capital(threads(left))} {have} not ended when the check looks: {call} has returned without {them}."
    if failure.preemptions or any(step.preempted for step in failure.steps):
        return "No two steps collide here: it is the order itself that the program does not allow for."
    return "No thread is interrupted here: each goes on until it ends or has to wait. It goes wrong all the same."


def _escape(failure: Failure) -> tuple[str, str]:
    """Say which exception has kept a lock from being given back, and what to ask then; nothing if none has."""
    found = escape(failure)
    if found is None:
        return "", ""
    step, lock = found
    what = f"The exception {visible(step.target)}" if step.target else "An exception"
    where = f" in line {step.line}" if step.line and step.cell != TEST else ""
    function = left(step)
    return (
        f"{what} ends {function}{where}, before {lock} is given back.",
        f"In how many ways can {function} end, and which of them give {lock} back?",
    )


def _assertion(failure: Failure) -> Headline:
    found = races.clash(failure)
    if found:
        title = _with(races.title(found), outcome(failure))
        return _bad(title, *races.lead(found), question=races.question(found))
    escaped, asked = _escape(failure)
    return _bad(
        _with("The check fails", outcome(failure)),
        escaped or _without_race(failure),
        question=asked or "Follow the steps from the top: which is the first that you did not expect?",
        settled=False,
    )


def _exception(failure: Failure) -> Headline:
    if failure.exception == "SyntaxError" and not failure.steps:
        title = outcome(failure) or "It does not parse"
        return _bad(title, "Python cannot read it, so nothing was run.", question="What does Python expect there?")
    if failure.exception == "NotImplementedError" and failure.cell != TEST:
        title = f"Not written yet: NotImplementedError{_at(failure.cell, failure.line)}"
        return _bad(title, "That line holds the place of the answer.", question="What shall stand there instead?")
    what = visible(failure.exception) or "an exception"
    title = f"{capital(thread(failure.thread))} stops with {what}{_at(failure.cell, failure.line)}"
    title = _with(title, outcome(failure).removeprefix(f"{failure.exception}: ").removeprefix(failure.exception))
    found = races.clash(failure)
    if found:
        return _bad(title, *races.lead(found), question=races.question(found))
    lead = [_without_race(failure)]
    if failure.thread != "main":
        who = thread(failure.thread)
        lead.append(f"An exception that leaves {who} ends it, and nobody who waits for it hears of that.")
    question = "What makes that line raise it, and who should deal with it?"
    if failure.exception in ("NameError", "UnboundLocalError"):
        question = "Where should that name get its value, and does that come before this line?"
    return _bad(title, *lead, question=question)


def _deadlock(failure: Failure) -> Headline:
    waiting = [blocked for blocked in failure.blocked if blocked.action != "join"]
    stopped = {blocked.thread for blocked in failure.blocked}
    escaped, asked = _escape(failure)
    for blocked in waiting:
        who, lock = thread(blocked.thread), name(blocked.target, "a lock")
        if blocked.held_by == blocked.thread:
            return _bad(
                f"Deadlock: {who} waits for {lock}, which it holds itself",
                escaped or f"{capital(who)} takes {lock} once more while it holds it.",
                f"Only {who} could give it back, and it waits.",
                question=asked or "Which line has taken the lock already when this one asks for it?",
            )
        if blocked.held_by and blocked.held_by not in stopped:
            keeper = thread(blocked.held_by)
            return _bad(
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
            return _bad(title, *each_waits, escaped, question=asked)
        taken = left_with(failure, closed)
        if taken is None:
            question = "What does a thread still hold while it waits for another one to end?"
            return _bad(title, *each_waits, question=question)
        lock, function = name(taken.target, "the lock"), called(taken.function)
        return _bad(
            title,
            *each_waits,
            f"{capital(thread(taken.thread))} took {lock} in line {taken.line}, and {function} has ended without "
            "giving it back.",
            question=f"In how many ways can {function} end, and which of them give {lock} back?",
        )
    if closed:
        return _bad(
            title,
            "Each waits for what another one holds, and nobody gives anything back before getting more.",
            question=_in_which_order(failure, closed),
        )
    if len(waiting) == 1:
        title = f"Deadlock: {thread(waiting[0].thread)} {waits(waiting[0])} for ever"
    return _bad(
        title,
        *dict.fromkeys(f"{capital(thread(each.thread))} {waits(each)}{held_by(each)}." for each in waiting[:3]),
        *_nobody_left(failure, waiting),
        question=_what_is_missing(waiting),
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
    to_do = missing.get(one.action, "").format(name(one.target, "it")) if one else ""
    others = _others(failure, {each.thread for each in waiting})
    return [*said, f"{others}: nobody is left to {to_do or 'bring it about'}."]


def _others(failure: Failure, waiting: Collection[str]) -> str:
    """Say what has become of the threads that are not among ``waiting``."""
    stopped = {each.thread for each in failure.blocked} - set(waiting)
    started = {step.target.removeprefix("thread ") for step in failure.steps if step.action == "start"}
    ended = (started | {step.thread for step in failure.steps}) - {each.thread for each in failure.blocked} - {"main"}
    said = []
    if ended:
        said.append(f"{threads(sorted_by_start(ended))} {'have' if len(ended) > 1 else 'has'} ended")
    if stopped:
        said.append(f"{threads(sorted_by_start(stopped))} {'are' if len(stopped) > 1 else 'is'} stopped as well")
    return capital(", and ".join(said)) or "There is no other thread"


def _was_used(failure: Failure, waiting: Blocked) -> bool:
    return any(step.action == "put" and step.target == waiting.target for step in failure.steps)


def _what_is_missing(waiting: Sequence[Blocked]) -> str:
    asked = {
        "get": "Who should put something into {0} for {1}, and why does nobody?",
        "put": "Who should take something out of {0}, and why does nobody?",
    }
    one = waiting[0] if waiting else None
    if one is None or one.action not in asked or not one.target:
        return "Who should bring about what they wait for, and why does nobody?"
    who = threads(sorted_by_start(each.thread for each in waiting if each.target == one.target))
    return asked[one.action].format(name(one.target, "it"), who)


def _lost_wakeup(failure: Failure) -> Headline:
    waiting = sufferer(failure)
    who = thread(waiting.thread if waiting else failure.thread)
    what = name(waiting.target if waiting else "", "a condition")
    missed, cleared, untold = missed_notify(failure), cleared_event(failure), untold_change(failure)
    asked = "What must be looked at before waiting, and who must be told when it changes?"
    if cleared is not None:
        told = f"It was set, and {thread(cleared.thread)} has cleared it again."
        asked = f"When may {what} be cleared, and who must have seen by then that it is set?"
    elif waiting is not None and is_event(failure, waiting):
        told = f"No thread that is left sets {what}."
        asked = f"Who should set {what}, and why does nobody do so any more?"
    elif missed is None and untold is not None:
        changed = name(touched(untold), "what it waits for")
        told = f"While {who} waits, {thread(untold.thread)} changes {changed}, and notifies nobody of it."
        asked = f"Which line changes what {who} waits for, and how does {who} get to know?"
    elif missed is None:
        told = f"Once {who} waits, no thread does what it waits for and notifies {what}."
    elif came_early(failure, missed):
        told = f"{capital(thread(missed.thread))} has notified too early: nobody was waiting, and a notify is not kept."
    else:
        told = f"{capital(thread(missed.thread))} has woken one thread only, and {who} was not the one."
        asked = "Who was woken by that notify, could it do anything with the news, and who could have?"
    return _bad(
        f"{capital(who)} waits for ever: nobody is left who could wake it",
        f"{capital(who)} waits on {what}. {_others(failure, {waiting.thread if waiting else failure.thread})}.",
        told,
        question=asked,
    )


def _livelock(failure: Failure) -> Headline:
    busy = sorted_by_start(blocked.thread for blocked in failure.blocked if blocked.action == "spin")
    if len(busy) > 1:
        title = f"Livelock: {threads(busy)} go round and round for ever"
        lead = "They run, and get no further: what each one looks for can no longer come about."
    else:
        title = f"Livelock: {threads(busy or (failure.thread,))} goes round and round for ever"
        lead = "It runs, and gets no further: what it looks for can no longer come about."
    kept_out = [
        f"Meanwhile {thread(each.held_by)} keeps {name(each.target, 'a lock')}, and {thread(each.thread)} waits for it."
        for each in failure.blocked
        if each.held_by in busy and each.action != "spin"
    ]
    question = "What would have to change for the loop to end, and who is left to change it?"
    return _bad(title, lead, *kept_out[:1], question=question)


def _endless(failure: Failure) -> Headline:
    spins = next((blocked for blocked in failure.blocked if blocked.action == "spin"), None)
    who, cell, line = (spins.thread, spins.cell, spins.line) if spins else (failure.thread, failure.cell, failure.line)
    return _bad(
        f"{capital(thread(who))} never ends{_at(cell, line)}",
        "It goes round in a loop without doing anything that another thread could see.",
        question="What makes the loop end, and does anything in the loop bring that about?",
    )


def _still_running(failure: Failure) -> Headline:
    who = thread(failure.thread)
    return _bad(
        f"{capital(who)} is still running when the call has returned",
        f"Nothing makes the caller wait for {who}. Whoever uses the result now may see it half done.",
        question=f"How does one wait until {who} has ended?",
        settled=False,
    )


KINDS: dict[str, Callable[[Failure], Headline]] = {
    "assertion": _assertion,
    "exception": _exception,
    "deadlock": _deadlock,
    "lost-wakeup": _lost_wakeup,
    "livelock": _livelock,
    "endless": _endless,
    "still-running": _still_running,
}
