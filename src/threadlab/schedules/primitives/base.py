"""What every controlled primitive shares.

Programs make subclasses of some primitives and give them attributes, so what is ours has names that they cannot use.
"""

from __future__ import annotations

import sys
from _thread import allocate_lock
from collections.abc import Callable
from typing import Any, NoReturn, Self

from threadlab.schedules.actions import Action
from threadlab.schedules.running.object_numbers import Numbered
from threadlab.schedules.running.operation import Mode, Mover, Operation
from threadlab.schedules.running.world import World, active_world, current_world

TIMEOUT_MAX = 9223372036.0  # seconds, as CPython's on a 64-bit machine

DAY = 86_400.0
"""Seconds that a thread may have waited in vain before a time-out that is too long counts as one that grew by waiting.

Only a schedule that goes round again and again brings it so far, so that is no failure of the program.
"""


def check_timeout(blocking: bool, timeout: float, *, held: bool = False) -> bool:
    """Say whether an acquire has a time limit; ``held`` says whether somebody has the lock.

    Raises:
        TypeError, ValueError, OverflowError: what a lock of CPython raises for these arguments.
    """
    if blocking is True and timeout == -1:
        return False
    try:
        allocate_lock().acquire(blocking, timeout)  # a new one, which is free: only its arguments can be wrong
    except OverflowError:
        world = current_world()
        if world.current.waited > DAY and not (held and _is_last(world)):
            grows = f"a time-out in line {world.text.here()} grows for as long as it passes in vain"
            world.stop("steps", f"{grows}: limit it with min()")
        raise
    return timeout != -1


def _is_last(world: World) -> bool:
    """Say whether nobody but the current fiber can go on."""
    others = (fiber.pending for fiber in world.fibers if fiber is not world.current and fiber.pending is not None)
    return not any(each.enabled() for each in others)  # one that gives up waiting goes on, too


def check_length(wait: float) -> None:
    """Hear how many seconds a thread is about to wait or sleep.

    Raises:
        OverflowError: they are more than CPython can wait.
    """
    if wait > TIMEOUT_MAX:
        check_timeout(True, wait)


def seconds(timeout: float) -> float:
    """Return how long to wait with such a time-out: as in CPython, one below zero is none.

    Raises:
        ValueError: it is not a number, which Python before 3.14 took for none.
    """
    if timeout != timeout:
        if sys.version_info >= (3, 14):
            raise ValueError("Invalid value NaN (not a number)")
        return 0.0
    return max(timeout, 0.0)


def mover_unless(world: World, fact: str) -> type[Operation]:
    """Return the sort of an operation that is a mover unless others look, as the ``fact`` says that they do."""
    return Operation if fact in world.learned else Mover


class MadeByInit:
    """Stands for a field of a primitive whose ``__init__`` a subclass of the program's never calls, as it should.

    Args:
        name: what CPython looks for there, and says that it is missing.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, primitive: object, cls: type) -> NoReturn:
        said = f"{cls.__name__!r} object has no attribute {self._name!r}"
        raise AttributeError(said, name=self._name, obj=primitive)


class Controlled(Numbered):
    """A primitive. Its state changes only between ``self._tl_step(...)`` and the next step."""

    __slots__ = ()  # a subclass without slots of its own has attributes as any other
    _tl_kind = "primitive"
    _tl_called = ""  # under what name the program keeps it

    def __new__(cls, *_arguments: object, **_words: object) -> Self:
        """Number it at once: numbered when first touched, those in a set would be numbered by their addresses."""
        primitive = super().__new__(cls)
        world = active_world()
        object.__setattr__(primitive, "_tl_number", None if world is None else world.numbers.give(primitive))
        return primitive

    def _tl_state(self) -> Any:
        """Return what waiting operations look at."""
        return None

    def _tl_name(self, name: str) -> None:
        """Hear under what name the program keeps it; the first name wins."""
        if not self._tl_called:
            object.__setattr__(self, "_tl_called", name)

    def _tl_words(self) -> str:
        """Name the primitive as the program does."""
        return self._tl_called or self._tl_kind

    def _tl_step(
        self,
        action: Action,
        *,
        ready: Callable[[Any], bool] | None = None,
        timeout: float | None = None,
        quiet: bool = False,
        mode: Mode = Mode.WRITE,
        idle: Callable[[Any], bool] | None = None,
        sort: type[Operation] = Operation,
    ) -> World:
        """Announce one operation on this primitive and wait for its turn.

        ``timeout`` is in seconds of virtual time; None waits for ever. An operation with a time-out may have its
        turn although the primitive is not ready: the caller looks, and has timed out.
        """
        world = current_world()
        if sort is Mover and world.moves(action):
            return world
        number = self._tl_number
        operation = sort(
            action,
            ((world.key(self) if number is None else number, mode),),
            subject=self,
            state=self._tl_state,
            ready=ready,
            timed=timeout is not None,
            quiet=quiet,
            idle=idle,
        )
        if timeout is not None:
            world.current.wait_at_most(timeout)
        world.step(operation)
        return world

    def _tl_timed_out(self, world: World) -> None:
        """Note that the current fiber waited in vain: its time has passed, and a poll may see that again.

        Raises:
            OverflowError: CPython cannot wait for so long.
        """
        me = world.current
        check_length(me.wake_at - me.now)
        me.waited += max(me.wake_at - me.now, 0.0)
        me.now = max(me.now, me.wake_at)
        me.gave_up()
        self._tl_watch(world)
        world.effect("gave up waiting")

    def _tl_watch(self, world: World) -> None:
        """Note that the current fiber has seen the state, so a change of it is news to a loop that polls."""
        world.watch(world.key(self))


class Waiter:
    """One call that waits to be told; it is told once, by whoever lets it go on."""

    __slots__ = ("_subject", "fiber", "late", "now", "timed", "told")

    def __init__(self, subject: Controlled, world: World, *, timed: bool = False) -> None:
        self._subject = subject
        self.fiber = world.current
        self.timed = timed
        self.told = False
        self.late = False  # whether its time was over before it was told
        self.now = 0.0

    def state(self) -> bool:
        """Say whether it has been told."""
        return self.told

    def tell(self, world: World) -> None:
        """Let it go on."""
        self.told = True
        self.now = world.current.now
        if not self.timed:  # otherwise it may already be too late
            world.inform(self.fiber)

    def wait(self, world: World, action: Action = "wake") -> None:
        """Wait until told. Nobody else can tell when the caller goes on, so the step orders nothing."""
        world.step(Operation(action, (), subject=self._subject, state=self.state, ready=bool, quiet=True))
        self.heard(world)

    def wait_until(self, world: World, timeout: float) -> None:
        """Wait until told or until ``timeout`` seconds have passed; the caller then looks at ``told``.

        Raises:
            OverflowError: CPython cannot wait for so long.
        """
        me = world.current
        check_length(timeout)
        me.wait_at_most(timeout)
        # The word may come just in time or just too late; whichever it is, going on changes nothing for anybody else.
        look = ((world.key(self._subject), Mode.READ),)
        world.step(Operation("wake", look, subject=self._subject, state=self.state, ready=bool, timed=True, quiet=True))
        if self.told:
            self.heard(world)
        else:
            self._subject._tl_timed_out(world)

    def heard(self, world: World) -> None:
        """Note that it goes on because it was told: to be told is not to poll."""
        me = world.current
        me.now = max(me.now, self.now)
        me.effects += 1
