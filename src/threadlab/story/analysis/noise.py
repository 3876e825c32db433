"""Which steps nobody need see, nor hear counted: they are neither told nor folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threadlab.schedules.result import Failure, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import marked
from threadlab.story.analysis.relevance import ACCESS, CHANGES, LOCKING, datum, gets_at, is_nameless, is_primitive

_QUIET = frozenset({"end", "return", "spin", "begin", "finish", "look for work", "raise"})


def noise(failure: Failure) -> frozenset[int]:
    """Return the numbers of such steps; a step that carries a mark is never one of them."""
    found = set(_lookups(failure.steps))
    seen: dict[str, dict[Step, int]] = {}
    kept = marked(failure)
    changed = {datum(step) for step in failure.steps if step.action in CHANGES}
    stuck_at = {(each.held_by, each.target) for each in failure.blocked if each.held_by}
    # A semaphore has no holder: whoever took from it may be who has not given back.
    spent = {each.target for each in failure.blocked if each.action == "acquire" and not each.held_by}
    # What happens before the first thread is started is the setting of the scene.
    started = all(step.thread == "main" and step.action != "start" for step in failure.steps)
    for step in failure.steps:
        started = started or step.action == "start" or step.thread != "main"
        if step.number in found:
            continue
        constant = step.action == "read" and datum(step) not in changed
        held = (step.thread, step.target) in stuck_at or step.target in spent
        held_for_ever = held and step.action in LOCKING and step.cell != TEST
        if (not started and not held_for_ever) or constant or _is_quiet(step):
            found.add(step.number)
        elif step.action != "read":
            seen[step.thread] = {}
        else:
            # A thread that goes round, and does nothing else meanwhile, sees the same once more.
            looks = seen.setdefault(step.thread, {})
            same = replace(step, number=0, preempted=False, thing=None)
            first = looks.setdefault(same, step.number)
            if first != step.number:
                found.add(first if step.number in kept else step.number)
    return frozenset(found - kept)


def _lookups(steps: tuple[Step, ...]) -> Iterator[int]:
    """Yield the steps that only get at what the next step of their thread works on."""
    before: dict[str, Step] = {}
    for step in steps:
        last = before.get(step.thread)
        if last is not None and gets_at(last, step):
            yield last.number
        before[step.thread] = step


def _is_method(step: Step) -> bool:
    """Say whether a step only looks up the method that its line calls: ``condition.acquire`` in order to take it."""
    kind, _, method = step.value.partition(" ")
    return step.action == "read" and kind == "function" and f".{method}(" in step.source


def _is_quiet(step: Step) -> bool:
    in_test = step.cell in ("", TEST)
    if (
        _is_method(step)
        or step.action in _QUIET
        or (in_test and step.action == "join")
        or (step.action == "go on" and not step.line)
    ):
        return True
    if in_test and step.thread == "main" and step.action != "start":
        return True
    return step.action in ACCESS and (is_nameless(step.target) or _is_method(step) or is_primitive(step.value))
