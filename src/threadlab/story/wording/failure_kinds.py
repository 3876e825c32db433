"""The words for each kind of failure that one schedule shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from threadlab.schedules.failure_kinds import Kind
from threadlab.schedules.primitives.condition import LOST
from threadlab.schedules.result import Blocked, Failure, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import (
    came_early,
    cleared_event,
    gave_up,
    left_set,
    missed_notify,
    sufferer,
    untold_change,
    wakes_several,
)
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.handing_over import slip
from threadlab.story.analysis.relevance import is_event, touched
from threadlab.story.text.names import capital, name, sorted_by_start, thread, threads
from threadlab.story.text.sanitize import cut, visible
from threadlab.story.wording import races, slips
from threadlab.story.wording.deadlocks import deadlock, of_each_sort
from threadlab.story.wording.order import said_of
from threadlab.story.wording.sentences import Headline, bad, escaped_with, others_than

VALUE = 60  # columns of a value that was expected or got
MESSAGE = 200  # columns of a test's or an exception's message


def outcome(failure: Failure) -> str:
    """Say what showed in the end: "expected 2, got 1", or what the test says of it; "" where it must not be said."""
    said = cut(visible(failure.message), MESSAGE)
    if not (failure.expected or failure.got):
        return said
    values = f"expected {cut(visible(failure.expected), VALUE)}, got {cut(visible(failure.got), VALUE)}"
    return values if said.startswith("expected ") or not said else f"{said} ({values})"


def _with(title: str, said: str) -> str:
    return f"{title}: {said}" if said else title


def _at(cell: str, line: int) -> str:
    return f" at line {line}" if line and cell != TEST else ""


def _assertion(failure: Failure) -> Headline:
    handed = slip(failure)
    if handed is not None:
        title = _with(slips.title(handed), outcome(failure))
        return bad(title, *slips.lead(handed), question=slips.question(handed))
    found = clash(failure)
    if found:
        title = _with(races.title(found), outcome(failure))
        return bad(title, *races.lead(found), question=races.question(found))
    escaped, asked = escaped_with(failure)
    given_up = gave_up(failure)
    if given_up is not None and not escaped:
        who, how, question = _giving_up(given_up)
        return bad(
            _with(f"{capital(who)} {how} and leaves it at that", outcome(failure)),
            f"{capital(who)} {how}, and never tries again: what it was to do is left undone.",
            question=question,
        )
    still = left_set(failure)
    if still is not None:
        who, what = thread(still.thread), name(still.target, "the event")
        return bad(
            _with(f"{capital(who)} does not wait: {what} is still set", outcome(failure)),
            f"{capital(who)} has come to {what} before. Nobody has cleared it since, so this time nobody waits.",
            question=f"What must become of {what} before somebody can wait for it again?",
        )
    return bad(
        _with("The check fails", outcome(failure)),
        escaped or said_of(failure),
        question=asked or "Follow the steps from the top: which is the first that you did not expect?",
        settled=False,
    )


def _giving_up(step: Step) -> tuple[str, str, str]:
    """Say who gives up, how, and what to ask then."""
    who, what = thread(step.thread), name(step.target, "what it waits for")
    taken = f"{what} is taken" if step.action in ("acquire", "try to acquire", "look at") else "nothing comes"
    how = f"gives up waiting for {what}" if step.effect == "gave up waiting" else f"does not get {what}"
    if step.action == "look at":
        how = f"finds {what} taken"
    return who, how, f"What shall {who} do while {taken}: leave, or wait on?"


def _exception(failure: Failure) -> Headline:
    if failure.exception == "SyntaxError" and not failure.steps:
        title = outcome(failure) or "It does not parse"
        return bad(title, "Python cannot read it, so nothing was run.", question="What does Python expect there?")
    if failure.exception == "NotImplementedError" and failure.cell != TEST:
        title = f"Not written yet: NotImplementedError{_at(failure.cell, failure.line)}"
        return bad(title, "That line holds the place of the answer.", question="What shall stand there instead?")
    what = visible(failure.exception) or "an exception"
    title = f"{capital(thread(failure.thread))} stops with {what}{_at(failure.cell, failure.line)}"
    title = _with(title, outcome(failure).removeprefix(f"{failure.exception}: ").removeprefix(failure.exception))
    found = clash(failure)
    if found:
        return bad(title, *races.lead(found), question=races.question(found))
    handed, given_up = slip(failure), gave_up(failure)
    if handed is not None:
        return bad(title, *slips.lead(handed), question=slips.question(handed))
    if given_up is not None:
        who, how, question = _giving_up(given_up)
        return bad(title, f"{capital(who)} {how}, and goes on as if it had what it waited for.", question=question)
    lead = [said_of(failure)]
    if failure.thread != "main":
        who = thread(failure.thread)
        lead.append(f"An exception that leaves {who} ends it, and nobody who waits for it hears of that.")
    question = "What makes that line raise it, and who should deal with it?"
    if failure.exception in ("NameError", "UnboundLocalError"):
        question = "Where should that name get its value, and does that come before this line?"
    return bad(title, *lead, question=question)


def _of_the_check(failure: Failure, told: Blocked | None) -> tuple[str, str]:
    """Say that the check itself waits in vain, and what for by its own comment; "" twice where it does not.

    That shows what went wrong where all others wait as they should.
    """
    main = next((each for each in failure.blocked if each.thread == "main" and each is not told), None)
    return ("", "") if main is None or main.cell != TEST or main.action == "join" else _in_vain(main)


def _in_vain(waiting: Blocked) -> tuple[str, str]:
    """Say that somebody in the check waits in vain, and what for by the check's own comment."""
    line = f" in its line {waiting.line}" if waiting.source else ""
    source = waiting.source
    comment = cut(visible(source.rpartition("  # ")[2].strip()), MESSAGE) if "  # " in source else ""
    return f"What the check waits for{line} never comes", comment.removeprefix("must not wait for ever").lstrip(": ")


def _lost_wakeup(failure: Failure) -> Headline:
    handed = slip(failure)
    if handed is not None:
        return bad(slips.title(handed), *slips.lead(handed), question=slips.question(handed))
    waiting = sufferer(failure)
    own = [each for each in failure.blocked if each.cell != TEST and each.action != "join"]
    if waiting is not None and waiting.cell == TEST and clash(failure) is None and (own or not waiting.source):
        return _only_in_the_check(failure, waiting, own)
    who = thread(waiting.thread if waiting else failure.thread)
    what = name(waiting.target if waiting else "", "a condition")
    found = clash(failure)
    if found is not None:
        return bad(
            f"{capital(who)} waits for ever: an update is lost",
            *races.lead(found),
            f"So {who} waits on {what}, and nobody is left who could wake it.",
            question=races.question(found),
        )
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
    elif LOST in missed.effect:
        lost = f"{missed.effect}, and had yet to take the lock again."
        told = f"{capital(thread(missed.thread))} has notified, but the notify {lost}"
        asked = "What does a thread that has given up waiting know of a notify that was meant for somebody?"
    else:
        woken = missed.effect.removeprefix("woke ")
        only, one = (woken, "among them") if wakes_several(missed) else ("one thread", "the one")
        told = f"{capital(thread(missed.thread))} has woken {only} only, and {who} was not {one}."
        asked = "Who was woken by that notify, could it do anything with the news, and who could have?"
    in_vain, wanted = _of_the_check(failure, waiting)
    waits_on = (
        f"{capital(who)} waits on {what}. {others_than(failure, {waiting.thread if waiting else failure.thread})}."
    )
    if in_vain and missed is cleared is untold is None:  # nobody need be to blame that a thread waits here
        return bad(_with(in_vain, wanted), waits_on, told, question=asked, settled=False)
    shows = [f"{in_vain}{f' ({wanted})' if wanted else ''}."] if in_vain else []
    return bad(
        f"{capital(who)} waits for ever: nobody is left who could wake it", *shows, waits_on, told, question=asked
    )


def _only_in_the_check(failure: Failure, waiting: Blocked, own: list[Blocked]) -> Headline:
    """Tell of a wait in the check that never ends by what the program's own lines wait for."""
    title, wanted = _in_vain(waiting)
    told = own or [waiting]
    left = f"{others_than(failure, {each.thread for each in told})}: nobody is left to bring it about."
    asked = "Who should bring about what they wait for, and why does nobody?"
    return bad(_with(title, wanted), *of_each_sort(told), left, question=asked, settled=False)


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
    return bad(title, lead, *kept_out[:1], question=question)


def _endless(failure: Failure) -> Headline:
    spins = next((blocked for blocked in failure.blocked if blocked.action == "spin"), None)
    who, cell, line = (spins.thread, spins.cell, spins.line) if spins else (failure.thread, failure.cell, failure.line)
    return bad(
        f"{capital(thread(who))} never ends{_at(cell, line)}",
        "It goes round in a loop, and nothing in the loop brings its end any nearer.",
        question="What makes the loop end, and does anything in the loop bring that about?",
    )


def _still_running(failure: Failure) -> Headline:
    who = thread(failure.thread)
    return bad(
        f"{capital(who)} is still running when the call has returned",
        f"Nothing makes the caller wait for {who}. Whoever uses the result now may see it half done.",
        question=f"How does one wait until {who} has ended?",
        settled=False,
    )


WORDS: Mapping[Kind, Callable[[Failure], Headline]] = {
    "assertion": _assertion,
    "exception": _exception,
    "deadlock": deadlock,
    "lost-wakeup": _lost_wakeup,
    "livelock": _livelock,
    "endless": _endless,
    "still-running": _still_running,
}
"""The words by the kind of failure; two kinds are told from the whole result, by ``headline``: "polls" and "never"."""
