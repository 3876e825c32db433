"""A world that goes on from cell to cell: its main thread is the notebook's, and the others take turns with it.

Unlike in a search nothing is rewritten but the turns of loops, so threads switch where they wait, and now and then in
a long loop. Each goes on as long as it can, as on the schedule on which grading runs ordinary cells.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from threadlab.notebook.learner_errors import ShownByWords
from threadlab.notebook.live.clock import LiveClock
from threadlab.notebook.live.places import place
from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.operation import Footprint, Found, Operation
from threadlab.schedules.running.world import Scheduler, World, activate
from threadlab.schedules.searching.dpor import Candidates
from threadlab.schedules.stacks.greenlet_pool import Body
from threadlab.schedules.stacks.greenlets import getcurrent, greenlet, remember
from threadlab.schedules.text import Text

TURNS_TO_LOOK = 256  # of loops, after which somebody looks whether the time is up, or the cell is to be stopped
TURNS_TO_SHARE = 8_192  # after which another thread goes on, if one can
LOOKS = 0.05  # seconds between two looks at whether the cell is to be stopped: each lets the event loop turn
REST = 2.0  # seconds that other threads may go on for when a cell has ended


class StuckError(ShownByWords, RuntimeError):
    """No thread can ever go on; where they could be real ones, the cell would just wait for ever."""


class LiveFiber(Fiber):
    """A thread of live cells; there is one time for all of them."""

    __slots__ = ("_clock",)

    def __init__(self, number: int, thread: Any, clock: LiveClock, daemon: bool) -> None:
        self._clock = clock
        super().__init__(number, thread, [], 0.0, daemon)

    @property
    def now(self) -> float:
        """The time; nothing can set it."""
        return self._clock.now()

    @now.setter
    def now(self, _: float) -> None: ...


class LiveWorld(World):
    """The threads of a notebook's ordinary cells.

    Args:
        clock: their time.
        breathe: lets the event loop turn, and raises KeyboardInterrupt if the cell is to be stopped.
    """

    def __init__(self, clock: LiveClock, breathe: Callable[[], None]) -> None:
        nobody: Any = None  # decides who goes next: that is done here
        scheduler: Scheduler = nobody
        super().__init__(scheduler, Text(()), max_steps=sys.maxsize, learned=EVERYTHING, run_on=True, prune=False)
        self.clock = clock
        self._breathe = breathe
        self._looked = 0.0
        self._turns = 0
        self._threads = 0
        self._bodies: dict[Fiber, Body] = {}  # of threads that have been started and have not begun
        self._limits: list[tuple[float, Callable[[], BaseException]]] = []
        self._for_main: BaseException | None = None  # to be raised in the main thread as soon as it goes on
        self._resting = False  # the cell has ended, and its other threads go on
        self.solo = False
        self.main = LiveFiber(0, None, clock, daemon=False)
        self.main.greenlet = getcurrent()
        self.fibers.append(self.main)
        self.current = self.main
        activate(self)
        remember(True)

    # -- what primitives ask for: see World --------------------------------------------------------------------------

    def add_fiber(self, thread: Any, *, daemon: bool) -> Fiber:
        """Make a fiber for a thread; there may be as many as memory has room for."""
        self._threads += 1
        fiber = LiveFiber(self._threads, thread, self.clock, daemon)
        self.fibers.append(fiber)
        return fiber

    def launch(self, fiber: Fiber, body: Body) -> None:
        """Let a thread begin when the one that starts it waits for something."""
        self._bodies[fiber] = body
        fiber.pending = Operation("begin", ())

    def finish(self, fiber: Fiber) -> greenlet:
        """Note that a thread has ended; return who goes on."""
        fiber.greenlet, fiber.finished, fiber.pending = None, True, None
        self.fibers.remove(fiber)
        main: greenlet = self.main.greenlet
        if self.ending:
            return main
        chosen = self._chosen()
        self.current = chosen
        successor: Any = _Beginning(self, chosen) if chosen in self._bodies else chosen.greenlet
        return successor

    def step(self, operation: Operation) -> None:
        """Perform an operation when it is possible; meanwhile others go on.

        Raises:
            Abandoned: the cell is over.
        """
        __tracebackhide__ = True  # where a cell is stopped, its own line is shown
        if self.ending:
            raise Abandoned
        self.current.pending = operation
        self._go_on()

    def touch(self, action: Action, footprint: Footprint, target: str, found: Found | None = None) -> None:
        """Do nothing: what threads share is shared. Takes and raises what ``Turns.touch`` does."""

    def moves(self, action: Action) -> bool:  # noqa: ARG002 - as in a search
        """Say that each operation may let others go on."""
        return False

    def pick(self, count: int) -> int:  # noqa: ARG002 - as in a search
        """Decide which way a step goes, where it may go several: the first."""
        return 0

    def settle(self) -> None:
        """Do nothing: no step needs a decision here."""

    def inform(self, fiber: Fiber) -> None:
        """Do nothing: nobody asks what happened before what."""

    def look_at_clock(self) -> None:
        """Do nothing: whoever looks sees the time."""

    def check(self, error: BaseException | None) -> None:
        """Do nothing: nothing is judged here."""

    def fail(self, problem: Problem) -> None:
        """Do nothing: an exception that ends a thread is printed."""

    # -- cells -------------------------------------------------------------------------------------------------------

    def begin_cell(self) -> None:
        """Hear that a cell begins."""
        self.clock.begin_cell()
        self._resting = False
        self._for_main = None
        self._looked = self.clock.now()

    def end_cell(self) -> None:
        """Let the other threads go on for a while, as they do while nobody runs a cell."""
        if len(self.fibers) > 1:
            self._resting = True
            self.main.wake_at = self.clock.now() + REST
            try:
                self.step(Operation("sleep", (), ready=lambda _: False, timed=True))
            finally:
                self._resting = False

    @contextmanager
    def limited(self, seconds: float, error: Callable[[], BaseException]) -> Iterator[None]:
        """Let a block of the main thread take so many seconds; then raise, and end the threads that it has started."""
        limit = self.clock.now() + seconds, error
        before = set(self.fibers)
        self._limits.append(limit)
        try:
            yield
        except BaseException as raised:
            if getattr(raised, "limit", None) is limit:
                self._end([fiber for fiber in self.fibers if fiber not in before])
            raise
        finally:
            self._limits.remove(limit)

    def turn(self) -> None:
        """Hear of a turn of a loop.

        Raises:
            Abandoned: the cell is over.
        """
        __tracebackhide__ = True
        self._turns += 1
        if self._turns % TURNS_TO_LOOK:
            return
        if self.ending:
            raise Abandoned
        self._look()
        if self._for_main is not None or self._turns % TURNS_TO_SHARE == 0 or self._rested():
            self._share()

    def where(self, fiber: Fiber) -> str:
        """Name the line at which a thread stands; "" if it stands in none of the learner's."""
        if fiber is self.current:
            return place(sys._getframe(1))
        return "" if fiber.greenlet is None else place(fiber.greenlet.gr_frame)

    def standing(self) -> list[str]:
        """Say of each thread in which line it stands."""
        named = [("The main thread" if fiber is self.main else fiber.thread._name, fiber) for fiber in self.fibers]
        return [f"  {name} stands in {where}" for name, fiber in named if (where := self.where(fiber))]

    # -- who goes on -------------------------------------------------------------------------------------------------

    def _rested(self) -> bool:
        return self._resting and self.clock.now() >= self.main.wake_at

    def _look(self) -> None:
        """Note if the time is up, or if the cell is to be stopped."""
        now = self.clock.now()
        self._note_limit(now)
        if now - self._looked >= LOOKS:
            try:
                self._breathe()
            except KeyboardInterrupt as stopped:
                self._for_main = stopped
            self._looked = self.clock.now()

    def _note_limit(self, now: float) -> None:
        for limit in self._limits:
            if self._for_main is None and now >= limit[0]:
                self._for_main = limit[1]()
                self._for_main.limit = limit  # type: ignore[attr-defined]

    def _share(self) -> None:
        """Let another thread go on that can, in the order in which they were started."""
        __tracebackhide__ = True
        me = self.current
        me.pending = Operation("go on", ())
        ready = [fiber for fiber in Candidates(self).ready if fiber is not me]
        after = [fiber for fiber in ready if fiber.number > me.number]
        self._go_on((after or ready or [me])[0])

    def _go_on(self, chosen: Fiber | None = None) -> None:
        """Let the chosen thread go on, and come back when it is this one's turn again."""
        __tracebackhide__ = True
        me = self.current
        if self._for_main is not None or self._rested():
            chosen = self.main
        chosen = chosen or self._chosen()
        if chosen is not me:
            self.current = chosen
            if chosen in self._bodies:
                _Beginning(self, chosen).switch()
            else:
                assert chosen.greenlet is not None
                chosen.greenlet.switch()
        if self.ending:
            raise Abandoned
        if me is self.main and self._for_main is not None:
            error, self._for_main = self._for_main, None
            raise error

    def _chosen(self) -> Fiber:
        """Choose who goes on: who can, in order; else the first sleeper, after its time; else main, with an error."""
        candidates = Candidates(self)
        if self._for_main is None and not candidates.ready:
            self._sleep(candidates)
            candidates = Candidates(self)
        if self._for_main is not None or self._rested():
            return self.main
        chosen = candidates.default(self.current, ())
        if chosen is not None:
            return chosen
        self._for_main = StuckError("\n".join(["No thread can ever go on: all of them wait.", *self.standing()]))
        return self.main

    def _sleep(self, candidates: Candidates) -> None:
        """Let the time pass until the first sleeper wakes, or until a limit."""
        ends = [fiber.wake_at for fiber in candidates.late if not (self._resting and fiber is self.main)]
        ends += [moment for moment, _ in self._limits]
        if not ends:
            self.main.wake_at = min(self.main.wake_at, self.clock.now())  # nobody is left to rest for
            return
        moment = min(*ends, self.main.wake_at) if self._resting else min(ends)
        try:
            self.clock.pass_until(moment)
        except KeyboardInterrupt as stopped:
            self._for_main = stopped
        self._note_limit(self.clock.now())

    def carrier(self, fiber: Fiber) -> tuple[greenlet, Body]:
        """Return what a thread that has not begun runs on, and what it does."""
        fiber.greenlet = self._carriers.carrier()
        return fiber.greenlet, self._bodies.pop(fiber)

    def _end(self, fibers: list[Fiber]) -> None:
        """End threads, wherever they stand."""
        self.ending = True
        try:
            for fiber in fibers:
                self._bodies.pop(fiber, None)
                if fiber.greenlet is None:
                    fiber.finished = True
                    self.fibers.remove(fiber)
                else:
                    self.current = fiber
                    fiber.greenlet.throw(Abandoned())
        finally:
            self.current = self.main
            self.ending = False


class _Beginning:
    """A switch to a thread that has not begun."""

    def __init__(self, world: LiveWorld, fiber: Fiber) -> None:
        self._world, self._fiber = world, fiber

    def switch(self) -> Any:
        """Let it begin."""
        carrier, body = self._world.carrier(self._fiber)
        return carrier.switch(body)
