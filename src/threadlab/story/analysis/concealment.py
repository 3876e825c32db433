"""What a story of a hidden check may say: what the student's own lines did, and nothing of the test.

Concealing happens to the data, before a word or a line is drawn, so that no later part can leak what it
never sees. Values are left out even on the student's own lines, for they come from the test's arguments.
"""

from __future__ import annotations

import builtins
import re
from dataclasses import replace
from itertools import zip_longest

from threadlab.schedules.result import Failure, Result, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.relevance import is_primitive

_NAME = re.compile(r"\w+")
_THREAD = re.compile(r"main|thread \w+")


def conceal(result: Result) -> Result:
    """Return ``result`` without any text, value, name or line of the test."""
    return replace(
        result,
        line=0 if result.cell == TEST else result.line,
        polls=tuple(place for place in result.polls if not place.startswith(f"{TEST}:")),
        failure=None if result.failure is None else _failure(result.failure),
    )


def _failure(failure: Failure) -> Failure:
    own = _Names(failure)
    return replace(
        failure,
        message=failure.message if _unread(failure) else "",
        expected="",
        got="",
        replay="",
        exception=failure.exception if hasattr(builtins, failure.exception) else "",
        line=0 if failure.cell == TEST else failure.line,
        steps=tuple(_step(step, own) for step in failure.steps),
        blocked=tuple(
            replace(blocked, line=0, source="", function="", target=own.thread(blocked.target))
            if blocked.cell == TEST
            else replace(blocked, target=own(blocked.target))
            for blocked in failure.blocked
        ),
        holds=tuple(
            replace(held, line=0 if held.cell == TEST else held.line) for held in failure.holds if own(held.lock)
        ),
        race=None if failure.race is None else replace(failure.race, target=own(failure.race.target)),
    )  # fmt: skip


def _step(step: Step, own: _Names) -> Step:
    held = [(name, lock) for name, lock in zip_longest(step.holding, step.locks) if own(name)]
    step = replace(step, holding=tuple(name for name, _ in held), locks=tuple(lock for _, lock in held))
    if step.cell == TEST:
        return replace(step, line=0, source="", function="", target=own.thread(step.target), value="", effect="")
    if step.action == "raise":
        function = step.effect.removeprefix("leaves ")
        kind = step.target if hasattr(builtins, step.target) else own(step.target)
        return replace(step, target=kind, value="", effect=step.effect if own.is_function(function) else "leaves")
    return replace(step, target=own(step.target), value=step.value if is_primitive(step.value) else "")


def _unread(failure: Failure) -> bool:
    """Say whether the student's own cell does not parse: its message speaks of nothing else."""
    return failure.exception == "SyntaxError" and not failure.steps and failure.cell != TEST


class _Names:
    """The names that stand in the student's own lines: an object may bear one that the test gave it."""

    def __init__(self, failure: Failure) -> None:
        sources = [each.source for each in failure.steps if each.cell != TEST]
        sources += [each.source for each in failure.blocked if each.cell != TEST]
        self._functions = {"", *(each.function for each in failure.steps if each.cell != TEST)}
        self._known = {name for source in sources for name in _NAME.findall(source)}

    def __call__(self, target: str) -> str:
        known = _THREAD.fullmatch(target) or self._known.issuperset(_NAME.findall(target))
        return target if known else ""

    def is_function(self, name: str) -> bool:
        """Say whether one of the student's own lines stands in a function of that name, or if it is none at all."""
        return name in self._functions

    def thread(self, target: str) -> str:
        """Keep "thread A" alone: threads are named by the order of their starting, not by the test."""
        return target if _THREAD.fullmatch(target) else ""
