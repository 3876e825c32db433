"""The threads of one run and their turns: exactly one goes on at a time, until its next visible operation.

A thread of the program is a *fiber* here, a greenlet of its own. It runs until its next visible operation, announces
it, and waits for its turn; so at every decision each fiber's next operation is known. Nothing runs in parallel, no real
time passes, and no real thread is started. Who goes on, and who hears of each step, a world says.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.lockset import Discipline
from threadlab.schedules.running.operation import Footprint, Found, Key, LookingTouch, Mode, Operation, Touch
from threadlab.schedules.running.stamps import Stamps
from threadlab.schedules.stacks.greenlet_pool import Body, Carriers
from threadlab.schedules.stacks.greenlets import getcurrent, greenlet
from threadlab.schedules.text import NOWHERE, TEST, Place, Text

MAX_THREADS = 200  # that one schedule starts; what each costs grows with their number


class Turns(ABC):
    """What the threads of one run do in turn. ``problem`` says how the run failed; ``stopped`` why it was broken off.

    Args:
        text: the program's, for the lines that its threads stand at.
        discipline: which steps need no turn, as everybody who makes them holds the same lock.
        max_steps: after how many steps a run is broken off.
        stamps: when everything shared was changed last; None if nobody looks at the clock.
        carriers: greenlets of earlier runs, to be used again.
    """

    through = False  # whether who goes on needs no turns until it has to wait or ends

    def __init__(
        self, text: Text, discipline: Discipline, *, max_steps: int, stamps: Stamps | None, carriers: Carriers | None
    ) -> None:
        self.text, self.discipline, self.max_steps, self.stamps = text, discipline, max_steps, stamps
        self.fibers: list[Fiber] = []
        self.problem: Problem | None = None
        self.stopped = ""  # why the run was broken off: "asleep", "redundant", "steps", "unmodelled", "learned" ...
        self.reason = ""
        self.refused = ""  # the first thing the program asked for that is not modelled
        self.asked = NOWHERE  # where, as far as that is known
        self._refusals = 0  # how often it did
        self.steps = 0
        self.listening = False  # whether anybody must hear of every step
        self.solo = True  # only one fiber lives, and it knows all that the others ever did
        self.ending = False
        # What to call instead of what a program gives to a primitive: ``submit(list, items)`` reads what others change.
        self.callee: Callable[[Any], Any] = lambda function: function
        self._hub = getcurrent()
        self._own_carriers = carriers is None
        self._carriers = Carriers() if carriers is None else carriers
        self._launched: tuple[Fiber, Body] | None = None  # to be begun by the hub
        self.current: Fiber

    @abstractmethod
    def _choose(self) -> Fiber | None:
        """Return who goes on; None if the run is over."""

    @abstractmethod
    def _heed(self, operation: Operation) -> None:
        """Hear of a step that the current fiber is about to perform."""

    # -- fibers ----------------------------------------------------------------------------------------------------

    def _take_turns(self, main_body: Callable[[Fiber], greenlet]) -> None:
        main = self.add_fiber(None, daemon=False)
        self.current = main
        main.greenlet = self._carriers.carrier()
        main.greenlet.switch(lambda: main_body(main))
        while self._launched is not None:  # else the run is over
            fiber, body = self._launched
            self._launched = None
            fiber.greenlet = self._carriers.carrier()
            fiber.greenlet.switch(body)

    def _tear_down(self) -> None:
        self.ending = True
        for fiber in self.fibers:
            g = fiber.greenlet
            if g is not None:
                self.current = fiber
                with suppress(Abandoned):  # nobody catches it where an interrupt has ended the thread already
                    g.throw(Abandoned())
        if self._own_carriers:
            self._carriers.end()

    def _complete(self) -> bool:
        for fiber in self.fibers:  # noqa: SIM110 - asked at each end of a thread
            if not (fiber.finished or fiber.daemon):
                return False
        return True

    def add_fiber(self, thread: Any, *, daemon: bool) -> Fiber:
        """Make a fiber for the program's ``thread``; it knows all that its starter knows.

        Raises:
            Abandoned: there are too many.
        """
        number = len(self.fibers)
        if number > MAX_THREADS:
            self.stop("unmodelled", f"a schedule starts more than {MAX_THREADS} threads")
        if number:
            starter = self.current
            clock, now, lineage = starter.clock.copy(), starter.now, (*starter.lineage, starter.children)
            starter.children += 1
        else:
            clock, now, lineage = [], 0.0, ()
        fiber = Fiber(number, thread, clock, now, daemon, lineage)
        self.fibers.append(fiber)
        for each in self.fibers:
            each.clock += [0] * (number + 1 - len(each.clock))
        return fiber

    def launch(self, fiber: Fiber, body: Body) -> None:
        """Let a new fiber run to its first visible operation, then come back; its body returns what ``finish`` does."""
        self.solo = False
        fiber.launcher = self.current
        self.current = fiber
        fiber.greenlet = self._carriers.idle()
        if fiber.greenlet is not None:
            fiber.greenlet.switch(body)
        else:  # by way of the hub: a new one begins as deep in calls as its starter is, and so on, up to Python's limit
            self._launched = fiber, body
            self._hub.switch()

    def finish(self, fiber: Fiber) -> greenlet:
        """Note that ``fiber`` has nothing more to do.

        Returns:
            Who goes on: who is about to start it, else who is chosen; the hub if the run is over.
        """
        fiber.greenlet = None
        if self.ending:  # a run that is torn down leaves its threads where they stood
            return self._hub
        fiber.finished = True
        fiber.pending = None
        successor = fiber.launcher or self._successor()
        if successor is None:
            return self._hub
        self.current = successor
        assert successor.greenlet is not None
        return successor.greenlet

    def _successor(self) -> Fiber | None:
        """Choose who goes on after a fiber that has ended."""
        return self._choose()

    def settle(self) -> None:
        """After a join: if the current fiber is alone and knows everything, its steps need no decisions."""
        me = self.current
        for fiber in self.fibers:
            if fiber is not me and not (fiber.finished and me.clock[fiber.number] >= fiber.clock[fiber.number]):
                return
        self.solo = True

    def inform(self, fiber: Fiber) -> None:
        """Let ``fiber`` know all that the current fiber knows: what happens next in it happens after this."""
        join(fiber.clock, self.current.clock)
        fiber.now = max(fiber.now, self.current.now)

    # -- blocks, from taking a lock to giving it back --------------------------------------------------------------

    def mode_of_block(self) -> Mode:
        """Return how a lock is touched that the current fiber is about to take."""
        return Mode.WRITE

    def begin_block(self, lock: Any) -> None:  # noqa: B027 - who does not look for blocks takes no notice
        """Hear that the current fiber has taken a lock, for a block that commutes."""

    def give_back(self, lock: Any) -> None:
        """Hear that the current fiber gives a lock back: who takes it next knows all that it knows."""
        lock._tl_released = self.current.clock.copy()

    def summand(self, place: Key) -> None:  # noqa: B027
        """Hear that the whole number just read there, with no code of the program's, is only added to."""

    def added(self, place: Key) -> None:  # noqa: B027
        """Hear that what is written next, and there, is the sum of what was just read there and a whole number."""

    # -- other steps that may commute ------------------------------------------------------------------------------

    def mode_of_adding(self, container: Any, *added: Any) -> Mode:  # noqa: ARG002 - some worlds override it
        """Return how a list is touched to the end of which the current fiber is about to add."""
        return Mode.WRITE

    def in_any_order(self, container: Any) -> None:  # noqa: B027
        """Hear that the next step reads a list such that it finds the same in whichever order numbers are in it."""

    def mode_of_permit(self, semaphore: Any, *, waits: bool) -> Mode:  # noqa: ARG002
        """Return how a semaphore is touched of which the current fiber is about to take a permit.

        Args:
            semaphore: the semaphore.
            waits: whether it waits for one as long as need be.
        """
        return Mode.WRITE

    def mode_of_giving(self, semaphore: Any, permits: int) -> Mode:  # noqa: ARG002
        """Return how a semaphore is touched to which the current fiber is about to give permits."""
        return Mode.WRITE

    # -- steps -----------------------------------------------------------------------------------------------------

    def step(self, operation: Operation) -> None:
        """Announce the current fiber's next operation and return when it is its turn to perform it.

        Raises:
            Abandoned: the world is being torn down.
        """
        if self.ending:
            raise Abandoned
        me = self.current
        if self.solo:
            if not operation.enabled():
                me.pending = operation
                self.problem = Problem("stuck")
                self._leave()
        elif operation.mover and self.discipline.assumed:
            me.clock[me.number] += 1  # who goes on thanks to it will know that it has happened
        elif self.through and not operation.would_wait():
            operation.settle()
        else:
            self._take_turn(me, operation)
        self.count_step(operation)

    def count_step(self, operation: Operation) -> None:
        """Take account of a step that the current fiber is about to make."""
        self.steps += 1
        if self.steps > self.max_steps:
            self._too_long()
        if self.stamps is not None:
            self.stamps.touch(self.current, operation.footprint)
        if self.listening:
            self._heed(operation)

    def moves(self, action: Action) -> bool:  # noqa: ARG002 - worlds that ask override it
        """Make the current fiber's next step, if it is a mover that needs no turn and that nobody asks about."""
        if self.listening or self.ending or not (self.solo or self.discipline.assumed):
            return False
        me = self.current
        me.clock[me.number] += 1  # who goes on thanks to it will know that it has happened
        self.steps += 1
        if self.steps > self.max_steps:
            self._too_long()
        return True

    def touch(self, action: Action, footprint: Footprint, target: str, found: Found | None = None) -> None:
        """Announce a step on shared data, which never waits, and return when it is its turn.

        Most steps are of this sort, and most of them need no turn: so there is an operation only if it is asked for.

        Args:
            action: what the step is.
            footprint: what it touches.
            target: what that is called.
            found: what looks for that anew when it is its turn; None if it is the same then.

        Raises:
            Abandoned: the world is being torn down.
        """
        if self.ending:
            raise Abandoned
        operation: Operation | None = None
        if not self.solo:
            me = self.current
            free = self.discipline.assumed and self.discipline.allows(footprint, me.number, me.holding)
            if not (free or self.through):
                if found is None:
                    operation = Touch(action, footprint, target)
                    self._take_turn(me, operation)
                else:
                    operation = LookingTouch(action, found, target)
                    self._take_turn(me, operation)
                    if operation.footprint != footprint:
                        footprint = operation.footprint
                        self.discipline.allows(footprint, me.number, me.holding)
        self.steps += 1
        if self.steps > self.max_steps:
            self._too_long()
        if self.stamps is not None:
            self.stamps.touch(self.current, footprint)
        if self.listening:
            self._heed(operation or Touch(action, footprint, target))

    def _take_turn(self, me: Fiber, operation: Operation) -> None:
        me.pending = operation
        launcher = me.launcher
        if launcher is not None:
            me.launcher = None
            self.current = launcher
            assert launcher.greenlet is not None
            launcher.greenlet.switch()
        else:
            chosen = self._choose()
            if chosen is None:
                self._leave()
            elif chosen is not me:
                self.current = chosen
                assert chosen.greenlet is not None
                chosen.greenlet.switch()
        if self.ending:
            raise Abandoned

    def _too_long(self) -> None:
        last = self.text.place(sys._getframe())
        where = f", the last of them in line {last.line}" if last.line and last.cell != TEST else ""
        self.stop(
            "steps",
            f"a schedule has more than {self.max_steps:,} steps{where}: a loop has no end, or very many turns",
        )

    def _leave(self) -> None:
        """Hand control to the hub for good: the run is over."""
        self.ending = True
        self._hub.switch()
        raise Abandoned

    def stop(self, why: str, reason: str) -> None:
        """Break the run off without a verdict.

        Raises:
            Abandoned: always.
        """
        if not self.ending:
            self.stopped, self.reason = why, reason
            if why == "unmodelled" and not self.refused:
                self.asked = self.text.place(sys._getframe(1))
            self.ending = True
        raise Abandoned

    def interrupted(self, error: BaseException) -> None:
        """Note why a fiber left its work: torn down, or at something that is not modelled."""
        if isinstance(error, Unmodelled) and not self.ending:
            self.stopped, self.reason = "unmodelled", error.reason
            if not self.refused:
                read = Place(error.cell, error.line)
                self.asked = read if error.line else self.text.raised(error.__traceback__)
            self.ending = True

    def refuse(self, reason: str) -> None:
        """Hear that the program asks for what is not modelled, whatever it makes of the exception that it gets."""
        self._refusals += 1
        if not self.refused:
            self.refused, self.asked = reason, self.text.place(sys._getframe(1))

    def forgive(self) -> bool:
        """Take back a refusal of which nothing is left, and say whether it was the only one: else all of them count."""
        if self.ending or self._refusals > 1:
            return False
        self.refused, self.asked, self._refusals = "", NOWHERE, 0
        return True
