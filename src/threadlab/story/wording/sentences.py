"""What is said before and after a picture, and the sentences that several kinds of failure share."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from threadlab.schedules.result import Failure
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import escape, left
from threadlab.story.text.names import capital, sorted_by_start, threads
from threadlab.story.text.sanitize import visible

Tone = Literal["good", "bad", "open"]


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said before and after the picture."""

    tone: Tone
    title: str
    lead: tuple[str, ...] = ()
    question: str = ""
    settled: bool = False  # the schedule says what kind of mistake it is: no other question leads on better


def bad(title: str, *lead: str, question: str, settled: bool = True) -> Headline:
    """Return the headline of a failure."""
    return Headline("bad", title, lead, question, settled)


def escaped_with(failure: Failure) -> tuple[str, str]:
    """Say which exception has kept a lock from being given back, and what to ask then; nothing if none has."""
    found = escape(failure)
    if found is None:
        return "", ""
    step, lock = found
    what = f"The exception {visible(step.target)}" if step.target else "An exception"
    where = f" in line {step.line}" if step.line and step.cell != TEST else ""
    function = left(step)
    return (
        f"{what} ends {function}{where}, before {lock} is given back.",
        f"In how many ways can {function} end, and which of them give {lock} back?",
    )


def others_than(failure: Failure, waiting: Collection[str]) -> str:
    """Say what has become of the threads that are not among ``waiting``."""
    stopped = {each.thread for each in failure.blocked} - set(waiting)
    started = {step.target.removeprefix("thread ") for step in failure.steps if step.action == "start"}
    ended = (started | {step.thread for step in failure.steps}) - {each.thread for each in failure.blocked} - {"main"}
    said = []
    if ended:
        said.append(f"{threads(sorted_by_start(ended))} {'have' if len(ended) > 1 else 'has'} ended")
    if stopped:
        said.append(f"{threads(sorted_by_start(stopped))} {'are' if len(stopped) > 1 else 'is'} stopped as well")
    return capital(", and ".join(said)) or "There is no other thread"
