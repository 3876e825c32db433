"""The headline of a story, the sentences below it, and the question that it ends with: one set for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Failure, Result
from threadlab.schedules.text import TEST
from threadlab.story import races
from threadlab.story.clean import cut, visible
from threadlab.story.marks import came_early, missed_notify
from threadlab.story.phrases import capital, counted, listed, name, thread, threads

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


def headline(result: Result, *, test: str, want: str) -> Headline:
    """Return the words for ``result``; ``test`` is the test's name, ``want`` is "every" or "some"."""
    if result.verdict == "undecided":
        return _undecided(result)
    if result.verdict == "holds":
        return _holds(result, want)
    failure = result.failure
    if failure is None or failure.kind == "polls":
        return _polls(result)
    return _KINDS[failure.kind](failure, result, test)


def orders(count: int) -> str:
    """Say how many orders were tried."""
    return counted(count, "schedule")


def _holds(result: Result, want: str) -> Headline:
    started = max(0, result.threads - 1)
    tried = orders(result.schedules)
    if want == "some":
        title = f"it can happen: one of the orders tried does it ({tried})"
    elif started:
        title = f"every order of {counted(started, 'thread')} ({tried}) is right"
    else:
        title = f"right ({tried}; no thread was started)"
    note = (f"It asks again and again instead of waiting, at {_places(result)}.",) if result.polls else ()
    return Headline("good", title, note)


def _undecided(result: Result) -> Headline:
    reason = cut(visible(result.reason), MESSAGE) or "no reason was given"
    after = f" after {orders(result.schedules)}" if result.schedules else ""
    return Headline(
        "open",
        f"Not decided{after}: {reason}",
        ("This is neither right nor wrong: a person will look at it.",),
    )


def _polls(result: Result) -> Headline:
    where = f" at {_places(result)}" if result.polls else ""
    return Headline(
        "bad",
        f"Busy waiting{where}: it asks again and again instead of waiting to be told",
        (
            "A thread that has nothing to do should sleep until it is told that something has changed.",
            "This one keeps looking, and takes the processor from the others meanwhile.",
        ),
        "What could wake the thread at the moment when there is something to do?",
    )


def _places(result: Result) -> str:
    return listed([place_in_words(place) for place in result.polls[:4]])


def place_in_words(place: str) -> str:
    """Say where: "line 12" for "answer:12", "helpers, line 3" for "helpers:3"."""
    cell, _, line = visible(place).rpartition(":")
    return f"line {line}" if cell in ("", "answer") else f"{cell}, line {line}"


def outcome(failure: Failure) -> str:
    """Say what showed in the end: "expected 2, got 1", or the message; "" where it must not be said."""
    if failure.expected or failure.got:
        return f"expected {cut(visible(failure.expected), VALUE)}, got {cut(visible(failure.got), VALUE)}"
    return cut(visible(failure.message), MESSAGE)


def _with(title: str, outcome: str) -> str:
    return f"{title}: {outcome}" if outcome else title


def _plainest(failure: Failure) -> tuple[str, ...]:
    if failure.preemptions or any(step.preempted for step in failure.steps):
        return ("No two steps collide here: it is the order itself that the program does not allow for.",)
    return ("It goes wrong even in the plainest order, in which no thread is ever interrupted.",)


def _assertion(failure: Failure, result: Result, test: str) -> Headline:
    found = races.clash(failure)
    if found:
        return Headline("bad", _with(races.title(found), outcome(failure)), tuple(races.lead(found)), races.question(found))
    return Headline(
        "bad",
        _with("The check fails", outcome(failure)),
        _plainest(failure),
        "Follow the steps from the top: which is the first that you did not expect?",
    )


def _exception(failure: Failure, result: Result, test: str) -> Headline:
    if failure.exception == "SyntaxError" and not failure.steps:
        return Headline("bad", outcome(failure) or "It does not parse", ("Python cannot read it, so nothing was run.",))
    what = visible(failure.exception) or "an exception"
    where = f" at line {failure.line}" if failure.line and failure.cell != TEST else ""
    title = f"{capital(thread(failure.thread))} stops with {what}{where}"
    message = outcome(failure).removeprefix(f"{failure.exception}: ")
    found = races.clash(failure)
    lead = tuple(races.lead(found)) if found else _plainest(failure)
    question = races.question(found) if found else "What must be true before that line runs, and who sees to it?"
    return Headline("bad", _with(title, message), lead, question)


def _deadlock(failure: Failure, result: Result, test: str) -> Headline:
    stopped = [blocked.thread for blocked in failure.blocked if blocked.action != "join"]
    by = {blocked.thread: blocked.held_by for blocked in failure.blocked}
    itself = next((blocked for blocked in failure.blocked if blocked.held_by == blocked.thread), None)
    if itself is not None:
        who, lock = capital(thread(itself.thread)), name(itself.target, "a lock")
        return Headline(
            "bad",
            f"Deadlock: {thread(itself.thread)} waits for {lock}, which it holds itself",
            (f"{who} takes {lock} once more while it holds it. Only {thread(itself.thread)} could give it back, and it waits.",),
            "Which line has taken the lock already when this one asks for it?",
        )
    gone = next((blocked for blocked in failure.blocked if blocked.held_by and blocked.held_by not in by), None)
    if gone is not None:
        who, lock = thread(gone.thread), name(gone.target, "a lock")
        return Headline(
            "bad",
            f"Deadlock: {who} waits for {lock}, and {thread(gone.held_by)} never gave it back",
            (f"{capital(thread(gone.held_by))} has ended while it held {lock}. Nobody else can give it back.",),
            "On which ways can that thread leave the lines between taking the lock and giving it back?",
        )
    return Headline(
        "bad",
        f"Deadlock: {threads(stopped)} can never go on" if stopped else "Deadlock: no thread can ever go on",
        ("Each waits for what another one holds, and nobody gives anything back before getting more.",),
        "In which order does each thread take what it needs?",
    )


def _lost_wakeup(failure: Failure, result: Result, test: str) -> Headline:
    waiting = next((blocked for blocked in failure.blocked if blocked.action != "join"), None)
    if waiting is None:
        return Headline("bad", "A thread waits for ever", (), "")
    who, what = thread(waiting.thread), name(waiting.target, "a condition")
    missed = missed_notify(failure)
    if missed is None:
        told = f"On this order no thread notifies {what} after that."
    elif came_early(failure, missed):
        told = f"{capital(thread(missed.thread))} has notified too early: nobody was waiting, and a notify is not kept."
    else:
        told = f"{capital(thread(missed.thread))} has woken one thread only, and {who} was not the one."
    return Headline(
        "bad",
        f"{capital(who)} waits for ever: nobody is left who could wake it",
        (f"{capital(who)} waits on {what}, and every other thread has ended or is stopped as well.", told),
        "What must be looked at before waiting, and who must be told when it changes?",
    )


def _livelock(failure: Failure, result: Result, test: str) -> Headline:
    busy = [blocked.thread for blocked in failure.blocked if blocked.action == "spin"] or [failure.thread]
    return Headline(
        "bad",
        f"Livelock: {threads(busy)} {'go' if len(busy) > 1 else 'goes'} round and round for ever",
        ("They run, and get no further: what each one looks for can no longer come about.",),
        "What would have to change for the loop to end, and who is left to change it?",
    )


def _endless(failure: Failure, result: Result, test: str) -> Headline:
    spins = next((blocked for blocked in failure.blocked if blocked.action == "spin"), None)
    who, cell, line = (spins.thread, spins.cell, spins.line) if spins else (failure.thread, failure.cell, failure.line)
    where = f" at line {line}" if line and cell != TEST else ""
    return Headline(
        "bad",
        f"{capital(thread(who))} never ends{where}",
        ("It goes round in a loop without doing anything that another thread could see.",),
        "What makes the loop end, and does anything in the loop bring that about?",
    )


def _still_running(failure: Failure, result: Result, test: str) -> Headline:
    who = thread(failure.thread)
    return Headline(
        "bad",
        f"{capital(who)} is still running when the call has returned",
        (f"Nothing makes the caller wait for {who}. Whoever uses the result now may see it half done.",),
        f"How does one wait until {who} has ended?",
    )


def _never(failure: Failure, result: Result, test: str) -> Headline:
    wanted = f": {test.replace('_', ' ')}" if test else ""
    tried = f"All {orders(result.schedules)} were tried" if result.schedules > 1 else "Every order was tried (there is only one)"
    return Headline(
        "bad",
        f"In no order does this happen{wanted}",
        (f"{tried}, and it happens in none of them. Something keeps the threads from overlapping.",),
        "What makes one thread wait here until another one has finished?",
    )


_KINDS = {
    "assertion": _assertion,
    "exception": _exception,
    "deadlock": _deadlock,
    "lost-wakeup": _lost_wakeup,
    "livelock": _livelock,
    "endless": _endless,
    "still-running": _still_running,
    "never": _never,
}
