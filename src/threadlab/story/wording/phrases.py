"""One step, one place of standstill, said in words for a learner."""

from __future__ import annotations

from collections.abc import Mapping

from threadlab.schedules.actions import Action
from threadlab.schedules.primitives.event import SET_BEFORE
from threadlab.schedules.result import Blocked, Step
from threadlab.schedules.text import TEST
from threadlab.story.text.names import NAME, VALUE, listed, name, thread, value
from threadlab.story.text.sanitize import cut, visible

# What each action is called, and what its target is called where its name must not be said, or is not known.
PHRASES: Mapping[Action, tuple[str, str]] = {
    "read": ("reads {target}{value}", "a shared value"),
    "write": ("changes {target}", "a shared value"),
    "look at": ("looks at {target}{value}", "it"),
    "call": ("calls {target}{value}", "a function"),
    "acquire": ("takes {target}", "a lock"),
    "try to acquire": ("tries to take {target}", "a lock"),
    "release": ("gives {target} back", "a lock"),
    "wait": ("waits on {target}", "a condition"),
    "give back and wait": ("gives {target} back and waits on it", "a condition"),
    "give a lock back and wait": ("gives {item} back and waits on {target}", "a condition"),
    "wake": ("was notified on {target}, and goes on", "a condition"),
    "take again": ("was notified, takes {target} again and goes on", "a condition"),
    "notify": ("notifies {target}", "a condition"),
    "notify_all": ("notifies all on {target}", "a condition"),
    "put": ("puts {item} into {target}", "a queue"),
    "get": ("takes {item} out of {target}", "a queue"),
    "task_done": ("reports an item of {target} as done", "a queue"),
    "close": ("closes {target}", "a buffer"),
    "submit": ("hands a call to {target}", "an executor"),
    "go on": ("goes on from {target}", "a barrier"),
    "open": ("opens {target}", "a barrier"),
    "break": ("breaks {target}", "a barrier"),
    "reset": ("resets {target}", "a barrier"),
    "abort": ("aborts {target}", "a barrier"),
    "cancel": ("cancels {target}", "a future"),
    "shut down": ("shuts {target} down", "an executor"),
    "set": ("sets {target}", "an event"),
    "clear": ("clears {target}", "an event"),
    "start": ("starts {target}", "a thread"),
    "join": ("has waited for {target} to end", "a thread"),
    "end": ("ends", ""),
    "enter": ("begins what the check watches", ""),
    "leave": ("ends what the check watches", ""),
    "record": ("is noted by the check{value}", ""),
    "print": ("prints", ""),
    "raise": ("raises {target}{value}", "an exception"),
    "sleep": ("sleeps", ""),
    "spin": ("looks once more", ""),
    "go round": ("goes round the loop once more", ""),
    "count": ("counts the unfinished tasks of {target}", "a queue"),
    "change": ("changes {target}", "a queue"),
    "look for work": ("looks for a call to make", ""),
    "begin": ("begins the call of {target}", "a future"),
    "finish": ("ends the call of {target}{value}", "a future"),
    "result": ("has the result of {target}{value}", "a future"),
    "exception": ("has the exception of {target}{value}", "a future"),
    "add a callback": ("adds a callback to {target}", "a future"),
    "name": ("gives {target} a name", "a thread"),
    "number": ("numbers {target}", "a new thread"),
    "draw": ("draws {target}{value}", "a random number"),
    "advance": ("goes on with {target}{value}", "an iterator"),
    "yield": ("comes out of {target}{value}", "a generator"),
    "pick": ("goes one of several ways", ""),
    "return": ("returns from the test", ""),
}
_GIVEN_UP: Mapping[Action, str] = {
    "join": "gives up waiting for {target} to end",
    "acquire": "gives up waiting for {target}",
    "try to acquire": "gives up waiting for {target}",
    "wait": "gives up waiting on {target}",
    "wake": "gives up waiting on {target}",
}
_HIDDEN: Mapping[Action, str] = {"enter": "a function of the check begins", "leave": "a function of the check ends"}
_WAITS = {
    "wait": "waits for a notify on {0}",
    "wake": "waits for a notify on {0}",
    "join": "waits for {0} to end",
    "get": "waits for an item in {0}",
    "put": "waits for room in {0}",
    "go on": "waits at {0} for more threads",
    "result": "waits for the result of {0}",
    "event": "waits for {0} to be set",
}
# What is said of what is undecided, where somebody grades and where a program's own author tests it.
UNDECIDED = "This is neither right nor wrong: a person will look at it."
UNDECIDED_ALONE = "This is neither right nor wrong: nothing was proved."


def replaying(want: str) -> str:
    """Say what to do with the words that make an order run again; ``want`` is "every", "some" or "one"."""
    return f"Copy the check into a cell of your own, and put this into the brackets of @{want}_schedule."


def did(step: Step) -> str:
    """Say what a step did: "reads self.value: 0", "takes lock"."""
    if step.cell == TEST and not step.source:
        starts = step.action == "start" and step.target
        return f"the check starts {step.target}" if starts else _HIDDEN.get(step.action, "a step of the check")
    shown, effect = value(_line(step)), "" if step.action == "raise" else cut(visible(step.effect), VALUE)
    phrase, otherwise = PHRASES[step.action]
    target = name(step.target, otherwise)
    if effect == "gave up waiting" and step.action in _GIVEN_UP:
        return _GIVEN_UP[step.action].format(target=target)
    if step.action == "wait" and effect == SET_BEFORE:
        return f"finds {target} set, and does not wait"
    if step.action == "wait" and step.thing is not None and step.thing.kind == "barrier":
        said = f"waits at {name(step.target, 'a barrier')}"
    elif step.action == "write":
        said = f"sets {target} to {shown}" if shown else f"changes {target}"
    elif step.action == "print":
        said = f"prints {shown}".strip()
    else:
        said = phrase.format(target=target, value=f": {shown}" if shown else "", item=shown or "an item").strip()
    return f"{said}: {effect}" if effect else said


def _line(step: Step) -> str:
    """Return a step's value; of a line that is printed, without the line feed at its end."""
    quote = step.value[-1:]
    return f"{step.value[:-3]}{quote}" if step.action == "print" and step.value.endswith(f"\\n{quote}") else step.value


def waits(blocked: Blocked, *, event: bool = False) -> str:
    """Say what a stopped thread waits for: "waits for lock", "waits for thread A to end"; ``event``: it is an Event."""
    if blocked.action == "spin":
        return f"looks again and again at {cut(visible(_longest(blocked.target)), 2 * NAME) or 'what does not change'}"
    action = "event" if event and blocked.action == "wait" else blocked.action
    return _WAITS.get(action, "waits for {0}").format(name(blocked.target, "something of the check"))


def held_by(blocked: Blocked | None) -> str:
    """Say who holds what a stopped thread waits for: ", held by thread B"; "" where nobody does."""
    if blocked is None or not blocked.held_by or blocked.action == "join":
        return ""
    return ", which it holds itself" if blocked.held_by == blocked.thread else f", held by {thread(blocked.held_by)}"


def _longest(targets: str) -> str:
    """Leave out of "wants, wants[other]" what another one of them says as well."""
    several = targets.split(", ")
    return listed([one for one in several if not any(other.startswith((f"{one}[", f"{one}.")) for other in several)])
