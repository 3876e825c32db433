"""A turn that was handed over wrongly, in words."""

from __future__ import annotations

from collections.abc import Callable

from threadlab.schedules.result import Step
from threadlab.story.analysis.handing_over import WrongHandover
from threadlab.story.text.names import capital, name, thread
from threadlab.story.wording.phrases import waits


def title(found: WrongHandover) -> str:
    """Return the headline: what went wrong, before it is said what was expected."""
    who, other, what = thread(found.step.thread), thread(found.other), name(found.what, "what it needs")
    return {
        "freed early": f"{capital(who)} lets {other} go on too early",
        "another's lock": f"{capital(who)} gives back {what}, which {other} holds",
        "asleep with a lock": f"{capital(who)} sleeps for ever, and keeps {what} meanwhile",
    }[found.shape]


def lead(found: WrongHandover) -> list[str]:
    """Return the story in two or three sentences."""
    who, other, what = thread(found.step.thread), thread(found.other), name(found.what, "a lock")
    told = name(found.step.target, "what it works with")
    if found.shape == "freed early":
        gives = f"sets {told}" if found.step.action == "set" else f"gives {told} back"
        return [
            f"{capital(who)} {gives}, and has not read {what} yet. So {other} goes on and replaces {what}.",
            f"When {who} reads it, what was there before is gone.",
        ]
    if found.shape == "another's lock":
        return [f"{capital(who)} gives {what} back, though {other} holds it. Now {other} has it no more."]
    return [
        f"{capital(who)} {_waits(found)}, and keeps {what} meanwhile: no lock but a condition's own is given back.",
        f"{capital(other)} waits for {what}, and so can wake nobody.",
    ]


def _waits(found: WrongHandover) -> str:
    waiting = found.waiting
    if waiting is None or waiting.action in ("wait", "wake"):
        return f"waits on {name(found.step.target if waiting is None else waiting.target, 'what it works with')}"
    return waits(waiting)


def question(found: WrongHandover) -> str:
    """Return a question that leads on, without the answer."""
    who, what = thread(found.step.thread), name(found.what, "it")
    return {
        "freed early": f"What must {who} have done with {what} before another thread may have its place?",
        "another's lock": f"How does {who} know whether it has {what} itself?",
        "asleep with a lock": f"What does {who} hold while it sleeps, and who needs that to wake it?",
    }[found.shape]


def notes(found: WrongHandover, shown: Callable[[Step], int]) -> dict[int, str]:
    """Return what is written beside the steps; ``shown`` gives a step's number in the story."""
    what = name(found.what, "it")
    if found.change is None or found.late is None:
        words = f"{found.other} holds it" if found.shape == "another's lock" else f"sleeps, and keeps {what}"
        return {found.step.number: f"HARM: {words}"}
    return {
        found.step.number: f"HARM: {what} is read only at step {shown(found.late)}",
        found.change.number: "replaces what nobody has read",
        found.late.number: f"too late: replaced at step {shown(found.change)}",
    }
