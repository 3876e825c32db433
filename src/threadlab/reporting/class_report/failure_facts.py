"""What is to be compared of a failing answer: in which tests, in which way, at which lines and objects it fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from threadlab.notebook.judging.report import TestReport

Facts: TypeAlias = "frozenset[tuple[str, str, str]]"
NOT_WRITTEN = "Not written yet"
_NUMBER = re.compile(r"\d+")
_LINE = re.compile(r"^\d+: ")
_BLANKS = re.compile(r"\s+")
# That the same test fails in the same way says more than what somebody has called his variables.
_WEIGHTS = {"kind": 4.0, "words": 2.0, "object": 1.0, "line": 1.0}


def facts_of(failing: Mapping[str, Iterable[TestReport]]) -> Facts:
    """Collect the facts of an answer.

    Args:
        failing: the tests that fail, by check; what is not written yet has no facts.
    """
    return frozenset(fact for check, tests in failing.items() for test in tests for fact in _facts(check, test))


def _facts(check: str, test: TestReport) -> Iterator[tuple[str, str, str]]:
    if test.message.startswith(NOT_WRITTEN):
        return
    where = f"{check} {test.name}"
    yield "kind", where, test.kind
    yield "words", where, _NUMBER.sub("#", test.message.partition(": ")[0])
    walk = test.story.walk
    if walk is None:
        return
    for frame in walk.frames:
        if frame.harm and frame.target:
            yield "object", where, _NUMBER.sub("#", frame.target)
    for end in walk.ends:
        if _LINE.match(end.label):
            yield "line", where, _BLANKS.sub("", _LINE.sub("", end.label))


def likeness(left: Facts, right: Facts) -> float:
    """Say how alike two answers fail: the weight of the facts in common by that of all; from 0 to 1."""
    every = _weight(left | right)
    return _weight(left & right) / every if every else 0.0


def _weight(facts: Facts) -> float:
    return sum(_WEIGHTS[kind] for kind, *_ in facts)
