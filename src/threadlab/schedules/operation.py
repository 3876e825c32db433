"""One visible operation of a thread, as the search sees it: what it touches, and when it can go on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import IntEnum

Key = Hashable


class Mode(IntEnum):
    """How an operation touches an object. Two touches of one object conflict as ``CONFLICT`` says.

    A plain variable knows READ and WRITE only. The element modes are for containers: work on two
    different elements commutes, but not with work on the whole container.
    """

    READ = 0  # reads all of it: a variable, or a container's length, order or every element
    WRITE = 1  # changes all of it: a variable, or a container's structure
    ELEMENT_READ = 2  # reads one element
    ELEMENT_WRITE = 3  # changes one element


# CONFLICT[a][b]: does the order of the two touches of one object matter?
CONFLICT: tuple[tuple[bool, ...], ...] = (
    (False, True, False, True),
    (True, True, True, True),
    (False, True, False, False),
    (True, True, False, False),
)

Footprint = tuple[tuple[Key, Mode], ...]


class Operation:
    """What a thread is about to do.

    ``footprint`` lists the objects it touches; two operations with no conflicting touch commute.
    ``guard`` says whether it can run now (None: always). ``can_wait`` marks an operation that may run
    at any time but had better be put off (a time-out, a sleep): running it late costs nothing.
    """

    __slots__ = ("action", "footprint", "guard", "can_wait", "target", "subject")

    def __init__(
        self,
        action: str,
        footprint: Footprint,
        guard: Callable[[], bool] | None = None,
        can_wait: bool = False,
        target: str = "",
        subject: object = None,
    ) -> None:
        self.action = action
        self.footprint = footprint
        self.guard = guard
        self.can_wait = can_wait
        self.target = target
        self.subject = subject


def conflicts(one: Operation, other: Operation) -> bool:
    """Say whether the order of two operations matters, from their footprints alone."""
    for key, mode in one.footprint:
        row = CONFLICT[mode]
        for other_key, other_mode in other.footprint:
            if row[other_mode] and key == other_key:
                return True
    return False
