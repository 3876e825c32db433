"""One step, one place of standstill, one name, said in words for a learner."""

from __future__ import annotations

from collections.abc import Callable

from threadlab.schedules.result import Blocked, Step
from threadlab.schedules.text import TEST
from threadlab.story.clean import cut, visible

NAME = 40  # columns that a name of the program may take in a sentence
VALUE = 40  # columns that a value may take


def name(target: str, otherwise: str) -> str:
    """Return a name of the program, ready to show, or ``otherwise`` where there is none."""
    return cut(visible(target), NAME) or otherwise


def value(text: str) -> str:
    """Return the ``repr`` of a value, ready to show."""
    return cut(visible(text), VALUE)


def thread(label: str) -> str:
    """Say which thread: "thread A", or "the main thread"."""
    return "the main thread" if label == "main" else f"thread {label}"


def threads(labels: list[str]) -> str:
    """Say which threads: "threads A and B", "the main thread and thread A"."""
    started = [label for label in labels if label != "main"]
    said = ["the main thread"] if "main" in labels else []
    if len(started) == 1:
        said.append(f"thread {started[0]}")
    elif started:
        said.append(f"threads {listed(started)}")
    return " and ".join(said)


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(count: int, word: str) -> str:
    """Say how many: "1 step", "4 steps"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def capital(sentence: str) -> str:
    """Return ``sentence`` with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def did(step: Step) -> str:
    """Say what a step did: "reads self.value: 0", "takes lock"."""
    if step.cell == TEST and not step.source:
        return _hidden(step)
    phrase = _PHRASES.get(step.action, _anything)
    said = phrase(step)
    effect = cut(visible(step.effect), VALUE)
    return f"{said}: {effect}" if effect else said


def waits(blocked: Blocked) -> str:
    """Say what a stopped thread waits for: "waits for lock", "waits for thread A to end"."""
    if blocked.action == "spin":
        return f"looks again and again at {name(_shortest(blocked.target), 'what does not change')}"
    return _WAITS.get(blocked.action, "waits for {0}").format(name(blocked.target, "something of the check"))


def _shortest(targets: str) -> str:
    """Leave out of "wants, wants[other]" what another one of them says as well."""
    several = targets.split(", ")
    kept = [one for one in several if not any(other.startswith((f"{one}[", f"{one}.")) for other in several)]
    return listed(kept)


def held_by(blocked: Blocked | None) -> str:
    """Say who holds what a stopped thread waits for: ", held by thread B"; "" where nobody does."""
    if blocked is None or not blocked.held_by or blocked.action == "join":
        return ""
    return ", which it holds itself" if blocked.held_by == blocked.thread else f", held by {thread(blocked.held_by)}"


def _hidden(step: Step) -> str:
    if step.action == "start" and step.target:
        return f"the check starts {step.target}"
    return {"enter": "a function of the check begins", "leave": "a function of the check ends"}.get(
        step.action, "a step of the check"
    )


def _shown(text: str) -> str:
    return f": {value(text)}" if text else ""


def _reads(step: Step) -> str:
    return f"reads {name(step.target, 'a shared value')}{_shown(step.value)}"


def _writes(step: Step) -> str:
    target = name(step.target, "a shared value")
    return f"sets {target} to {value(step.value)}" if step.value else f"changes {target}"


def _anything(step: Step) -> str:
    return f"{visible(step.action)} {name(step.target, '')}".strip() + _shown(step.value)


_PHRASES: dict[str, Callable[[Step], str]] = {
    "read": _reads,
    "write": _writes,
    "acquire": lambda step: f"takes {name(step.target, 'a lock')}",
    "release": lambda step: f"gives {name(step.target, 'a lock')} back",
    "wait": lambda step: f"waits on {name(step.target, 'a condition')}",
    "wake": lambda step: f"wakes up: {name(step.target, 'the condition')} was notified",
    "notify": lambda step: f"notifies {name(step.target, 'a condition')}",
    "notify_all": lambda step: f"notifies all on {name(step.target, 'a condition')}",
    "try to acquire": lambda step: f"tries to take {name(step.target, 'a lock')}",
    "look at": lambda step: f"looks at {name(step.target, 'it')}{_shown(step.value)}",
    "set": lambda step: f"sets {name(step.target, 'an event')}",
    "clear": lambda step: f"clears {name(step.target, 'an event')}",
    "call": lambda step: f"calls {name(step.target, 'a function')}{_shown(step.value)}",
    "enter": lambda step: "is inside now",
    "leave": lambda step: "is outside again",
    "record": lambda step: "notes it down",
    "sleep": lambda step: "sleeps",
    "spin": lambda step: "looks once more",
    "start": lambda step: f"starts {name(step.target, 'a thread')}",
    "join": lambda step: f"has waited for {name(step.target, 'a thread')} to end",
    "end": lambda step: "ends",
}

_WAITS = {
    "wait": "waits for a notify on {0}",
    "join": "waits for {0} to end",
    "get": "waits for an item in {0}",
    "put": "waits for room in {0}",
}
