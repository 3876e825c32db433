"""The words for an order in which no two steps collide, and that goes wrong all the same."""

from __future__ import annotations

from threadlab.schedules.result import Failure
from threadlab.story.analysis.causes import starter, starts_threads, unfinished
from threadlab.story.analysis.order import breaking, failed_try, half_way, overtaking
from threadlab.story.analysis.relevance import touched
from threadlab.story.text.names import capital, name, thread, threads, value


def said_of(failure: Failure) -> str:
    """Say what can be said of an order in which no two steps collide, the nearest cause that is known.

    Args:
        failure: the failure.
    """
    if not starts_threads(failure.steps):
        return "No thread is started at all: everything here is done by the main thread."
    left = unfinished(failure)
    if left:
        have, them = ("have", "them") if len(left) > 1 else ("has", "it")
        call = starter(failure, left) or "the call"
        return f"{capital(threads(left))} {have} not ended when the check looks: {call} has returned without {them}."
    if failure.late:
        return "Much time passes before a look at a clock here, as on a busy machine. If little does, it goes well."
    return _broken(failure) or _kept(failure) or _half_way(failure) or _in_general(failure)


def _broken(failure: Failure) -> str:
    step = breaking(failure)
    if step is None:
        return ""
    what, who = name(step.target, "the barrier"), capital(thread(step.thread))
    did = {
        "abort": f"has aborted {what}",
        "reset": f"has reset {what}",
        "break": f"has raised an exception in the action of {what}",
    }.get(step.action, f"has given up waiting at {what}")
    whom = "whoever waits there then" if step.action == "reset" else "whoever waits there, and whoever comes later,"
    return f"{who} {did}. That breaks it: {whom} gets a BrokenBarrierError."


def _kept(failure: Failure) -> str:
    found = failed_try(failure)
    if found is None:
        return ""
    keeper, who = capital(thread(found.keeper.thread)), thread(found.tried.thread)
    return f"{keeper} has {name(found.tried.target, 'the lock')} when {who} tries to take it."


def _half_way(failure: Failure) -> str:
    found = half_way(failure)
    if found is None:
        return ""
    changed, to = name(touched(found.changed), "some of it"), value(found.changed.value)
    did = f"has set {changed} to {to}" if to and found.changed.action == "write" else f"has changed {changed}"
    who, looker = capital(thread(found.changed.thread)), thread(found.seen.thread)
    return f"{who} {did} when {looker} looks, and is still under way: what is looked at may be half changed."


def _in_general(failure: Failure) -> str:
    if failure.always:
        return "It goes wrong in every order that was tried: look at what the lines do, not at who comes first."
    found = overtaking(failure)
    if found is not None:
        overtaken, who = thread(found.interrupted), thread(found.went_on)
        return f"Nothing keeps {who} from going on where {overtaken} is interrupted. In another order it may go well."
    return "No thread is interrupted here: each goes on until it ends or has to wait. It goes wrong all the same."
