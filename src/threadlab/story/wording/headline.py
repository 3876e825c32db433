"""The headline of a story, the sentences below it, and the question that it ends with."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from threadlab.schedules.result import Failure, Result
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import needs_its_timeout, starts_threads
from threadlab.story.text.names import capital, counted, listed, name, thread
from threadlab.story.text.sanitize import cut, visible
from threadlab.story.wording.failure_kinds import MESSAGE, WORDS
from threadlab.story.wording.phrases import UNDECIDED, UNDECIDED_ALONE
from threadlab.story.wording.sentences import Headline


def headline(result: Result, *, test: str, want: str, graded: bool = True) -> Headline:
    """Return the words for ``result``.

    Args:
        result: what is told.
        test: the test's name.
        want: "every", "some" or "one".
        graded: whether a person looks at what is undecided.
    """
    if result.verdict == "undecided":
        return _undecided(result, UNDECIDED if graded else UNDECIDED_ALONE)
    if result.verdict == "holds":
        return _holds(result, want)
    failure = result.failure
    if failure is None or failure.kind == "polls":
        return _polls(result)
    if failure.kind == "never":
        return _never(result, test)
    return WORDS[failure.kind](failure)


def places_in_words(polls: Iterable[str]) -> list[str]:
    """Say where: "line 12" for "answer:12", "helpers, line 3" for "helpers:3"; no more than four of them."""
    split = [visible(place).rpartition(":") for place in list(polls)[:4]]
    return [_line(cell, line) for cell, _, line in split]


def _line(cell: str, line: str) -> str:
    if cell == TEST:
        return f"line {line} of the check"
    return f"line {line}" if cell in ("", "answer") else f"{cell}, line {line}"


def _holds(result: Result, want: str) -> Headline:
    started = max(0, result.threads - 1)
    tried = counted(result.schedules, "schedule")
    if want == "some":
        title = f"it can happen: one of the orders tried does it ({tried})"
    elif want == "one":
        title = "right on the one order that was asked about, on which each thread goes on until it has to wait"
    elif started:
        title = f"every order of {counted(started, 'thread')} ({tried}) is right"
    else:
        title = f"right ({tried}; no thread was started)"
    asks = (
        f"It asks again and again instead of waiting, at {listed(places_in_words(result.polls))}."
        if result.polls
        else ""
    )
    return Headline("good", title, (asks,) if asks else ())


def _undecided(result: Result, sentence: str) -> Headline:
    reason = cut(visible(result.reason), MESSAGE) or "no reason was given"
    where = f" ({_line(visible(result.cell), str(result.line))})" if result.line else ""
    after = f" after {counted(result.schedules, 'schedule')}" if result.schedules else ""
    return Headline("open", f"Not decided{after}: {reason}{where}", (sentence,))


def _polls(result: Result) -> Headline:
    where = f" at {listed(places_in_words(result.polls))}" if result.polls else ""
    failure = result.failure
    if failure is not None and needs_its_timeout(failure):
        return _needs_timeouts(failure)
    who = capital(thread(failure.thread)) if failure is not None else "This one"
    return Headline(
        "bad",
        f"Busy waiting{where}: it asks again and again instead of waiting to be told",
        (
            "A thread that has nothing to do should sleep until it is told that something has changed.",
            f"{who} keeps looking, and uses up processor time meanwhile.",
            "A pause between two looks (a sleep) only makes it look less often.",
        ),
        "What could wake the thread at the moment when there is something to do?",
    )


def _needs_timeouts(failure: Failure) -> Headline:
    who = thread(failure.thread)
    return Headline(
        "bad",
        f"Busy waiting: nothing but its time-out ever wakes {who}",
        (
            f"Nobody tells {who} that what it waits for has come about.",
            "It finds out because it looks again when its time is up: too late, and often in vain.",
            "A thread that waits should sleep until it is told; all must be well without the time-out, too.",
        ),
        "Who brings about what the thread waits for, and whom does it tell?",
    )


def _why_never(failure: Failure | None) -> str:
    """Say what keeps the threads apart, if the steps show it: a lock that each one holds, or who waits for whom."""
    steps = failure.steps if failure is not None else ()
    if not starts_threads(steps):
        return "No thread is started: the main thread does everything itself."
    inside = [step for step in steps if step.action == "enter"]
    locks = set(inside[0].holding).intersection(*(step.holding for step in inside)) if len(inside) > 1 else set()
    if locks:
        return f"Each thread holds {name(min(locks), 'a lock')} all the while, so only one can be there at a time."
    own = [step for step in steps if step.thread == "main" and step.cell != TEST and step.action in ("start", "join")]
    for joined, then in pairwise(own):
        if (joined.action, then.action) == ("join", "start"):
            return f"The main thread has waited for {joined.target} to end before it starts {then.target}."
    return "Something keeps the threads from overlapping."


def _never(result: Result, test: str) -> Headline:
    wanted = f": {visible(test).replace('_', ' ')}" if test else ""
    several = f"All orders of the steps were tried ({counted(result.schedules, 'schedule')})"
    tried = several if result.schedules > 1 else "Every order of the steps was tried (there is only one)"
    return Headline(
        "bad",
        f"This should be possible, and happens in no order{wanted}"
        if wanted
        else "What the check wants to be possible happens in no order",
        (f"{tried}, and it happens in none of them.", _why_never(result.failure)),
        "What makes one thread wait here until another one has finished?",
    )
