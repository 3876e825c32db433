"""Exceptions that a program deals with: which functions one of them has left on its way, with which locks in hand.

Who catches an exception may be far from where it came up, and so may be who suffers from a lock that it left held. So
a run that is to be told writes such an exception down as a step, when the first handler, context manager or ``finally``
hears of it: before anything else happens.
"""

from __future__ import annotations

import sys
from itertools import takewhile
from typing import Protocol

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.running.protocols import WorldProtocol
from threadlab.schedules.running.recording.record import RAISE, Draft, Record
from threadlab.schedules.running.recording.words import message_of
from threadlab.schedules.text import Calls

_STEP = "_tl_step"  # the attribute of an exception that says which step it is: nothing else lasts as long as it does


class Recorded(WorldProtocol, Protocol):
    """A run in which exceptions may be written down; see ``world.World``, which is one."""

    @property
    def record(self) -> Record | None: ...  # noqa: D102 - the members mean what ``world`` says of them
    def check(self, error: BaseException | None) -> None: ...  # noqa: D102


def deal(world: Recorded, error: BaseException) -> None:
    """Hear of an exception that the program is about to deal with, or that ends one of its threads.

    Raises:
        Abandoned: it is a bug of this package.
    """
    world.check(error)
    write_down(world, error)


def write_down(world: Recorded | None, error: BaseException | None) -> None:
    """Write an exception down where a run is recorded, if the thread that deals with it holds a lock."""
    if world is None or world.record is None or world.ending or error is None or not world.current.holding:
        return
    if isinstance(error, Abandoned | Unmodelled | RecursionError | MemoryError):
        return  # not the program's, or there may be no room to look any closer
    draft = _draft(world, error)
    here = world.text.calls(sys._getframe(1))
    left = _left(world.record.open_when_taken(world.current), here, world.text.ended(error.__traceback__))
    draft.place = world.text.raised(error.__traceback__)  # an answer's line, once it has come to one
    draft.effect = f"leaves {left}" if left else draft.effect


def _draft(world: Recorded, error: BaseException) -> Draft:
    """Return the step that the exception is, a new one where this thread has not dealt with it yet."""
    record = world.record
    assert record is not None
    kept = BaseException.__dict__["__dict__"].__get__(error)
    number: int | None = kept.get(_STEP)
    if number is None or record.drafts[number].thread != world.current.number:
        number = kept[_STEP] = len(record.drafts)
        record.write(world, RAISE, type(error).__name__, message_of(error))
    return record.drafts[number]


def _left(taken: list[Calls], here: Calls, ended: Calls) -> str:
    """Name the function that an exception has left with a lock that was taken in it, or below it; "" if there is none.

    Args:
        taken: for each lock held, the calls that were open when it was taken.
        here: those that are open still, where somebody deals with the exception.
        ended: those below ``here`` that the exception has left.
    """
    path = (*here, *ended)
    deepest = max((_common(calls, path) for calls in taken), default=0)
    return path[deepest - 1][1] if deepest > len(here) else ""


def _common(one: Calls, other: Calls) -> int:
    """Return how many functions two stacks of calls have in common, from the outermost one on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
