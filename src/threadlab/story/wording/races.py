"""A race in words: what went stale, who changed it, and what the harmful step did about it."""

from __future__ import annotations

from collections.abc import Callable

from threadlab.schedules.result import Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.clash import Clash
from threadlab.story.text.names import capital, name, thread, value


def title(found: Clash) -> str:
    """Return the headline: what went wrong, before it is said what was expected."""
    a, b = thread(found.first.thread), thread(found.other.thread)
    while_held = found.ignored and f"while {b} holds {found.ignored}"
    return {
        "lost update": "An update is lost",
        "stale check": f"{capital(a)} acts on what is no longer true",
        "woken": f"{capital(a)} is woken, but {b} comes first",
        "half done": f"{capital(a)} sees the work of {b} half done",
        "too early": f"{capital(a)} looks " + (f"at {found.target} {while_held}" if while_held else "too early"),
        "not kept back": f"{capital(a)} changes {found.target} " + (while_held or f"before {b} looks"),
        "replaced": f"{capital(a)} changes {found.target} {while_held}"
        if while_held
        else f"{capital(b)} replaces what {a} wrote",
        "collision": f"{capital(a)} and {b} get in each other's way",
    }[found.shape]


def lead(found: Clash) -> list[str]:
    """Return the story in two or three sentences."""
    a, b, what = thread(found.first.thread), thread(found.other.thread), found.target
    saw, became, wrote = (value(step.value) for step in (found.first, found.other, found.harm))
    saw_it = f"{what[:-1]}: {saw})" if saw and what.endswith(")") else f"{what} ({saw})" if saw else what
    # What is changed may be one item of what was looked at.
    part = name(found.other.target, "")
    changed = part if part.startswith((f"{what}[", f"{what}.")) else what
    to = f" to {became}" if became and found.other.action == "write" else ""
    if found.shape == "lost update":
        end = f"sets it to {wrote}" if wrote else "changes it too"
        old = f"the old {saw}" if saw else "the old value"
        return [
            f"{capital(a)} reads {saw_it}. Before it writes back, {b} changes {what}{to}.",
            f"Then {a} {end}, going by {old}: the change of {b} is gone.",
        ]
    if found.shape == "stale check":
        return [
            f"{capital(a)} looks at {saw_it} and goes by what it saw. Before it acts, {b} changes {changed}{to}.",
            f"{capital(a)} goes on as if nothing had happened.",
        ]
    if found.shape == "woken":
        return [
            f"{capital(a)} waits on {name(found.first.target, 'a condition')} and is woken.",
            f"Before it goes on, {b} has changed {what} once more.",
            f"{capital(a)} goes on as if nothing had come between.",
        ]
    if found.begun is not None:
        half = name(found.begun.target, "one value")
        sentences = [f"{capital(b)} changes {half}, and {what} only later. In between, {a} looks at both."]
        if found.ignored:
            sentences.append(f"{capital(b)} does so without holding {found.ignored}, which {a} holds when it looks.")
        return sentences
    if found.shape == "too early":
        no_wait = f"{capital(a)} does so without holding {found.ignored}, which {b} holds all the while."
        nothing = f"Nothing makes {a} wait for that."
        return [f"{capital(a)} reads {saw_it} before {b} changes it{to}.", no_wait if found.ignored else nothing]
    if found.shape == "not kept back":
        wrote_it = f"sets {what} to {saw}" if saw else f"changes {what}"
        if found.ignored:
            return [
                f"{capital(b)} holds {found.ignored}, and goes by what {what} is meanwhile. But {a} {wrote_it}.",
                f"{capital(a)} does so without holding {found.ignored}.",
            ]
        return [f"{capital(a)} {wrote_it}, and only then {b} looks at it. Nothing keeps {a} back until then."]
    if found.shape == "replaced" and found.ignored:
        return [
            f"{capital(b)} holds {found.ignored}, and writes {what} after {a} has: only the last one stays.",
            f"{capital(a)} writes it without holding {found.ignored}.",
        ]
    if found.shape == "replaced":
        return [f"{capital(a)} writes {saw_it}, and {b} writes it too{to}: only the last one stays."]
    return [f"{capital(a)} and {b} both work on {what}, and nothing keeps them apart."]


def notes(found: Clash, shown: Callable[[Step], int]) -> dict[int, str]:
    """Return what is written beside the steps of the race; ``shown`` gives a step's number in the story."""
    a, b = found.first.thread, found.other.thread
    at_first, at_other = f"step {shown(found.first)}", f"step {shown(found.other)}"
    beside = {
        "lost update": (f"out of date from {at_other} on", f"{a} does not notice", f"HARM: overwrites {at_other}"),
        "stale check": (
            f"what {a} sees here changes at {at_other}",
            f"{a} does not notice",
            f"HARM: decided at {at_first}",
        ),
        "woken": (f"is woken, but goes on only after {at_other}", f"comes before {a}", f"HARM: {at_other} came first"),
        "half done": (f"does not see {at_other} yet", "", "HARM: the other half comes only here"),
        "too early": (f"too early: {b} comes at {at_other}", "", f"HARM: too late for {at_first}"),
        "not kept back": (f"before {b} looks at {at_other}", "", f"HARM: sees what {at_first} did"),
        "replaced": (f"replaced at {at_other}", f"replaces {at_first}", f"HARM: {at_first} is lost"),
        "collision": ("", "", f"HARM: collides with {at_first}"),
    }[found.shape]
    said = [*zip((found.first, found.other, found.harm), beside, strict=True)]
    if found.begun is not None:
        said.append((found.begun, f"one half, which {a} sees; the other comes at {at_other}"))
    return {step.number: words for step, words in said if words}


def meanwhile(found: Clash) -> str:
    """Return what is written into the stale window, beside the step of the other thread."""
    a = found.first.thread
    saw, became = value(found.first.value), value(found.other.value)
    if found.shape == "lost update" and saw and became and found.other.action == "write":
        return f"{found.target} is {became} now, but {a} still goes by the {saw} it read"
    if found.shape == "woken":
        return f"{found.target} has changed once more before {a} goes on"
    return f"{found.target} has changed, but {a} goes by what it saw before"


def question(found: Clash) -> str:
    """Return a question that leads on, without the answer."""
    begins = found.begun or found.first
    lines = {(step.cell, step.line) for step in (begins, found.harm) if step.line and step.cell != TEST}
    where = (
        f" (line{'s' if len(lines) > 1 else ''} {' and '.join(str(line) for _, line in sorted(lines))})"
        if lines
        else ""
    )
    if found.shape in ("lost update", "stale check") or (found.begun is not None and not found.ignored):
        return f"Which two steps{where} must no other thread come between?"
    if found.shape == "woken":
        return f"What may happen between the notify and the moment in which {thread(found.first.thread)} goes on?"
    if found.ignored:
        return f"What does {found.ignored} protect, and who must hold it for that?"
    if found.shape == "too early":
        return f"How could {thread(found.first.thread)} know that {thread(found.other.thread)} has done its part?"
    return f"Who may touch {found.target}, and when?"
