"""One visible operation of a thread, as the search sees it: what it touches, and when it can go on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from enum import IntEnum
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned

Key = Hashable


class Mode(IntEnum):
    """How an operation touches an object. Two touches of one object conflict as ``CONFLICT`` says.

    A plain variable knows READ and WRITE only. The element modes are for containers: work on two
    different elements commutes, but not with work on the whole container. What is added to a number may be added in
    any order, and so may locks be taken for blocks that commute: both are COMMUTING (see ``searching.block_world``).
    """

    READ = 0  # reads all of it: a variable, or a container's length, order or every element
    WRITE = 1  # changes all of it: a variable, or a container's structure
    ELEMENT_READ = 2  # reads one element
    ELEMENT_WRITE = 3  # changes one element
    COMMUTING = 4  # changes it, in a way of which the order does not matter


READ, ELEMENT_READ = Mode.READ, Mode.ELEMENT_READ

# CONFLICT[a][b]: does the order of the two touches of one object matter?
CONFLICT: tuple[tuple[bool, ...], ...] = (
    (False, True, False, True, True),
    (True, True, True, True, True),
    (False, True, False, False, True),
    (True, True, False, False, True),
    (True, True, True, True, False),
)

# What is left of a touch that turns out to change nothing.
IDLE = (Mode.READ, Mode.READ, Mode.ELEMENT_READ, Mode.ELEMENT_READ, Mode.READ)

Footprint = tuple[tuple[Key, Mode], ...]


class Found:
    """What a step is found to touch in containers. These may hold others when its turn comes, so it looks anew then."""

    __slots__ = ("_looks", "fixed", "footprint")

    def __init__(self, *fixed: tuple[Key, Mode]) -> None:
        self.fixed: dict[Key, Mode] = dict(fixed)  # what it touches whatever they hold
        self.footprint: Footprint = ()
        self._looks: list[Callable[[dict[Key, Mode]], object]] = []

    def look(self, look: Callable[[dict[Key, Mode]], object]) -> None:
        """Hear of a function that finds more, and adds that to what it is given."""
        self._looks.append(look)

    def anew(self) -> Footprint:
        """Look, and return all that is touched."""
        found = self.fixed
        if self._looks:
            found = {}
            for look in self._looks:
                look(found)
            found |= self.fixed
        self.footprint = tuple(found.items())
        return self.footprint


def stateless() -> None:
    """Return the state of what has none."""


class Operation:
    """What a thread is about to do.

    Two operations with no conflicting touch commute. One that may have to wait has a ``subject``, the
    primitive that it works on, whose key comes first in its footprint, and ``ready``, which says from its
    ``state()`` whether the operation can go on; ``timed`` lets it go on even if not (a time-out).
    ``quiet`` keeps it from counting as progress: a loop of quiet operations and reads only polls. ``unseen`` says that
    it changes nothing that a loop could look at, though its order may matter: a wait is given up.
    ``idle`` says from the subject's state whether the operation, performed now, would change nothing, as a
    try-lock that fails; ``after`` is the clock of what made it possible, where no conflict orders the two.
    """

    plain = False  # whether all it does is to touch shared data
    mover = False  # whether it is as good as done at once, see Mover
    __slots__ = (
        "action",
        "after",
        "footprint",
        "idle",
        "quiet",
        "ready",
        "state",
        "subject",
        "target",
        "timed",
        "unseen",
    )

    def __init__(
        self,
        action: Action,
        footprint: Footprint,
        *,
        target: str = "",
        subject: Any = None,
        state: Callable[[], Any] = stateless,
        ready: Callable[[Any], bool] | None = None,
        timed: bool = False,
        quiet: bool = False,
        unseen: bool = False,
        idle: Callable[[Any], bool] | None = None,
    ) -> None:
        self.action = action
        self.footprint = footprint
        self.target = target
        self.subject = subject
        self.state = state
        self.ready = ready
        self.timed = timed
        self.quiet = quiet
        self.unseen = unseen
        self.idle = idle
        self.after: Sequence[int] | None = None

    def settle(self) -> None:
        """Narrow the footprint to what the operation does if it is performed now, as it is about to be."""
        if self.idle is not None and self.idle(self.state()):
            self.footprint = tuple((key, IDLE[mode]) for key, mode in self.footprint)

    def enabled(self) -> bool:
        """Say whether the operation can be performed now (a timed one always can)."""
        return self.ready is None or self.timed or self.ready(self.state())

    def would_wait(self) -> bool:
        """Say whether its subject is not ready: an enabled operation of this sort would time out."""
        return self.ready is not None and not self.ready(self.state())


class Touch(Operation):
    """A step on shared data, which never waits. Most steps are of this sort, so it is made to be made quickly."""

    __slots__ = ()
    plain = True
    subject = None
    state = staticmethod(stateless)
    ready = None
    timed = False
    quiet = False
    unseen = False
    idle = None
    after = None

    def __init__(self, action: Action, footprint: Footprint, target: str) -> None:
        self.action = action
        self.footprint = footprint
        self.target = target

    def settle(self) -> None:
        """Do nothing: the footprint is what it is."""

    def enabled(self) -> bool:
        """Say that it can be performed at any time."""
        return True

    def would_wait(self) -> bool:
        """Say that it never waits."""
        return False


class LookingTouch(Touch):
    """One that reads what lies in containers as they are when its turn comes."""

    __slots__ = ("_found",)

    def __init__(self, action: Action, found: Found, target: str) -> None:
        super().__init__(action, found.footprint, target)
        self._found = found

    def settle(self) -> None:
        """Look into the containers as they are now."""
        with suppress(Abandoned):  # it has found what is to be learned: the run is over
            self.footprint = self._found.anew()


class Mover(Operation):
    """One that never waits and lets others go on: a release, a start, an end. A *left mover*.

    Whatever other threads do just before it, they could as well do after it. So there is no need to ask whose turn
    it is: it is done as soon as its thread comes to it (Lipton, "Reduction: a method of proving properties of parallel
    programs", 1975). That holds as long as others can only wait for it, and not look whether it has happened.
    """

    __slots__ = ()
    mover = True


PICKED = Operation("pick", ())  # what a scheduler takes note of where it decided which way a step went


def conflicts(one: Footprint, other: Footprint) -> bool:
    """Say whether the order of two operations matters, from their footprints alone."""
    for key, mode in one:
        row = CONFLICT[mode]
        for other_key, other_mode in other:
            if row[other_mode] and key == other_key:
                return True
    return False
