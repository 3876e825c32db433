"""One run of a program on one schedule: what its hooks and primitives tell and ask, who hears of it, how it ends.

Its threads take turns (see ``turns``). Who goes next is the scheduler's choice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, Protocol

from threadlab.schedules.errors import Abandoned, NoWorld, Unmodelled
from threadlab.schedules.running.afterlife import Afterlife
from threadlab.schedules.running.faults import is_fault, unmodelled
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.learned_facts import (
    CLOCK_LOOKED_AT,
    PRINTED,
    PRINTED_BY,
    SETUP_DRAWS,
    SETUP_STARTS_THREADS,
    THREADS_LOOKED_AT,
    UNLUCKY,
)
from threadlab.schedules.running.lockset import EVERYTHING, Discipline
from threadlab.schedules.running.object_numbers import Numbered, Numbers
from threadlab.schedules.running.operation import ELEMENT_READ, READ, Key, Mode, Operation
from threadlab.schedules.running.polling import ROUND, Polling
from threadlab.schedules.running.protocols import SetupObserver
from threadlab.schedules.running.recording.record import Record
from threadlab.schedules.running.stamps import Stamps
from threadlab.schedules.running.turns import Turns
from threadlab.schedules.stacks.garbage import uncollected
from threadlab.schedules.stacks.greenlet_pool import Body, Carriers
from threadlab.schedules.stacks.greenlets import greenlet, remember
from threadlab.schedules.text import Text

OUT_OF_MEMORY = "needs more memory than there is"
WRITTEN = 100  # steps of a thread that runs through that are written down each time that it goes on


class Scheduler(Protocol):
    """Decides who goes next."""

    def choose(self, world: World) -> Fiber | None:
        """Return the fiber that performs its pending operation now; None ends the run at once."""

    def pick(self, world: World, count: int) -> int:
        """Return a number from 0 to ``count - 1``: which of several ways the step just made goes."""


_active: list[World] = []


def activate(world: World) -> None:
    """Let a world be the one whose program runs wherever no other one does."""
    _active.insert(0, world)


def active_world() -> World | None:
    """Return the world whose program is running, None outside every world."""
    return _active[-1] if _active else None


def current_world() -> World:
    """Return the world whose program is running.

    Raises:
        NoWorld: a controlled primitive is used outside every world.
    """
    if not _active:
        raise NoWorld("a controlled primitive works only while threadlab runs a program")
    return _active[-1]


class World(Turns):
    """One run. ``problem`` says how it failed; ``stopped`` why it was broken off."""

    _unwritten: tuple[Record, int] | None = None  # the record while nothing is written down, and since when
    _pause_at = 0  # how many steps are in the record when it is no longer kept for a while

    def __init__(
        self,
        scheduler: Scheduler,
        text: Text,
        *,
        max_steps: int = 20_000,
        learned: frozenset[str] = frozenset(),
        contended: frozenset[str] = EVERYTHING,
        may_poll: bool = True,
        may_leave_threads: bool = True,
        run_on: bool = False,
        prune: bool = True,
        leftovers: SetupObserver | None = None,
        thorough: bool = False,
        patient: bool = False,
        late: int | None = None,
        record: Record | None = None,
        numbers: Numbers | None = None,
        carriers: Carriers | None = None,
    ) -> None:
        stamps = Stamps() if CLOCK_LOOKED_AT in learned else None
        super().__init__(text, Discipline(contended), max_steps=max_steps, stamps=stamps, carriers=carriers)
        self.scheduler, self.learned = scheduler, learned
        self.may_poll, self.may_leave_threads = may_poll, may_leave_threads
        self.run_on = run_on  # after a failure the other threads go on: their steps are needed to find other orders
        self.wakes_some = False  # whether it made a difference in which order threads wait at a condition
        self.one_order = False  # whether this is the only run that there will be, so that no choice of it matters
        self.prune = prune  # leave out what differs from another schedule only in polling in vain
        self.patient, self.late = patient, late  # no time-out ever comes; how clocks go (see primitives.clock)
        self.thorough = thorough  # leave out no turn in vain that others could have seen: no states are searched
        self.record, self.recording = record, record is not None
        self.listening = self.recording
        self.shown_time = 0.0  # seconds of virtual time that clocks show where they decide nothing
        self.fault: BaseException | None = None  # a bug of this package that came up
        self.facts: set[str] = set()
        self.hopes = UNLUCKY not in learned  # a loop that draws random numbers comes to its end with the right ones
        self.printed: list[str] = []
        self.printed_by: list[Fiber] = []  # who printed each of these
        self.settings: dict[tuple[str, str], Any] = {}  # what the program has set in modules
        self.shows_errors = False  # whether what goes to the error output is among what is printed
        self.numbers = Numbers() if numbers is None else numbers
        self.has_number, self.key, self.count = self.numbers.has, self.numbers.key, self.numbers.count
        self.polling = Polling()
        self.setting_up = False  # running what stands before the test, in one order of its steps
        self.leftovers = leftovers  # where threads before the test run in one order only
        self.set_up_by = 0  # how many threads had ended when the test began, of those that ran in one order only
        self._afterlife: Afterlife | None = None  # since all threads but daemons have ended

    # -- running ---------------------------------------------------------------------------------------------------

    def run(self, program: Callable[[], None]) -> None:
        """Run ``program`` as the main thread until every thread that counts has ended, or the run is broken off.

        Raises:
            BaseException: a bug of this package came up while the program ran; it says nothing of the program.
        """
        _active.append(self)
        before = remember(self.recording)
        try:
            # What is collected may end a generator with code of the program: not amid a run, maybe another one.
            with uncollected():
                try:
                    self._take_turns(lambda main: self._main(main, program))
                    self._write_again()
                    if self.problem is not None and self.record is not None:
                        self.record.freeze(self, self.problem)
                finally:  # an interrupt must not leave a thread in the midst of the program either
                    self._tear_down()
        finally:
            remember(before)
            _active.pop()
        if self.fault is not None:
            raise self.fault
        if self.refused:  # though the program may have swallowed the refusal
            self.stopped, self.reason = "unmodelled", self.refused

    def _main(self, main: Fiber, program: Callable[[], None]) -> greenlet:
        try:
            program()
            if not self.may_leave_threads:
                self._require_no_threads()
        except (Abandoned, Unmodelled) as error:
            self.interrupted(error)
        except BaseException as error:  # SystemExit too: a test has no business to exit
            with suppress(Abandoned):
                self.fail(Problem("assertion" if isinstance(error, AssertionError) else "exception", main, error))
        return self.finish(main)

    def _require_no_threads(self) -> None:
        if not self.solo:
            self.look(THREADS_LOOKED_AT)
            keys = tuple((self.key(fiber.thread), Mode.READ) for fiber in self.fibers[1:])
            self.step(Operation("return", keys, target="the test"))
        left = next((fiber for fiber in self.fibers[1:] if not fiber.finished), None)
        if left is not None:
            self.fail(Problem("still-running", left))

    def launch(self, fiber: Fiber, body: Body) -> None:
        """Let a new fiber run to its first visible operation, then come back; its body returns what ``finish`` does."""
        if self.setting_up:
            if self.leftovers is None:
                self.learn(SETUP_STARTS_THREADS)
            self.listening = True
        super().launch(fiber, body)

    def note_started(self, fiber: Fiber) -> None:
        """Hear which fiber the step just made has started."""
        if self.record is not None:
            self.record.started(fiber)

    def _successor(self) -> Fiber | None:
        """Choose who goes on after a fiber that has ended."""
        if self._afterlife is None and self._complete():
            self._afterlife = Afterlife()
            self.listening = True
        return super()._successor()

    def _choose(self) -> Fiber | None:
        chosen = self.scheduler.choose(self)
        if chosen is None and not self.stopped and self.problem is None and not self._complete():
            self.stopped, self.reason = self.polling.may_go_on(self)
            if not self.stopped:
                self.problem = Problem("stuck")
        return chosen

    def pick(self, count: int) -> int:
        """Return which of ``count`` ways, all of which are tried, the step just made goes, 0 to ``count - 1``.

        Raises:
            Abandoned: the world is being torn down.
        """
        if self.ending:
            raise Abandoned
        return self.scheduler.pick(self, count) if count > 1 else 0

    def draw(self, count: int) -> int:
        """Return which of ``count`` numbers the current fiber draws, all of which are possible."""
        self.current.draws += 1
        if self.setting_up and self.leftovers is None:
            self.learn(SETUP_DRAWS)
        return self.pick(count)

    def _heed(self, operation: Operation) -> None:
        """Let those hear of a step who want to: loops that poll, the record, and who waits for daemons to end."""
        me = self.current
        quiet, together = operation.quiet, not self.solo
        for key, mode in operation.footprint:
            if mode is READ or mode is ELEMENT_READ:
                if not quiet:
                    self.polling.watch(me, key)
                continue
            if not quiet:
                me.effects += 1
            if not operation.unseen:
                me.marks += 1
                if together and self.polling.loops:
                    self.polling.disturb(self, key)
        if self.leftovers is not None:
            if self.setting_up:
                self.leftovers.before_the_test(me.number, operation)
            else:
                self.leftovers.in_the_test(operation)
        if self._afterlife is not None and not self._afterlife.goes_on(me.number, operation.footprint):
            self._leave()
        if self.record is not None and operation.action != ROUND:
            if self.through and len(self.record.drafts) >= self._pause_at:
                self._unwritten, self.record = (self.record, self.steps - 1), None
                self.listening = False
            else:
                self.record.step(self, operation)

    def run_through(self) -> None:
        """Let who goes on from here need no turn until it has to wait or ends; its first steps are written down."""
        self.through = True
        self._write_again()
        if self.record is not None:
            self._pause_at = len(self.record.drafts) + WRITTEN

    def _write_again(self) -> None:
        """Go on with the record, if that was put aside."""
        if self._unwritten is not None:
            (self.record, since), self._unwritten = self._unwritten, None
            self.record.drafts[-1].more += self.steps - since
            self.listening = True

    @property
    def lingers(self) -> bool:
        """Whether only daemon threads go on."""
        return self._afterlife is not None

    def fail(self, problem: Problem) -> None:
        """Note the first problem of the run; the run is over, unless it runs on.

        Raises:
            Abandoned: the run is over.
        """
        if self.ending:
            raise Abandoned
        self.check(problem.exception)
        if isinstance(problem.exception, MemoryError):  # how much there is depends on the machine
            self.stop("unmodelled", OUT_OF_MEMORY)
        if self.problem is None:
            self.problem = problem
            self._write_again()
            if self.record is not None:
                self.record.freeze(self, problem)
        if not self.run_on:
            self.ending = True
            raise Abandoned

    def check(self, error: BaseException | None) -> None:
        """Hear of an exception that the program is about to deal with, or that ends it: it may be a bug of ours.

        Raises:
            Abandoned: it is; ``run`` raises it when all is torn down.
        """
        if error is None or self.ending or isinstance(error, RecursionError | MemoryError):
            return  # the program's; and there may be no room to look any closer
        if because := unmodelled(error):
            self.stop("unmodelled", because)
        if is_fault(error):
            self.fault = error
            self.stop("fault", "")

    # -- what hooks and primitives ask for -------------------------------------------------------------------------

    def loop(self, token: list[Any], state: tuple[Any, ...], *, endless: bool = False) -> None:
        """Hear that the current fiber begins a turn of an unbounded loop with these values of its variables."""
        self.polling.loop(self, token, state, endless=endless)

    def frame(self, number: int) -> int:
        """Return what a frame keeps as its number."""
        return number

    def capture(self, frame: Hashable, variable: str, value: object) -> None:
        """Hear what a captured variable is about to hold."""

    def mark(self) -> int:
        """Return what stands for all that the current fiber knows, where that is kept account of."""
        return 0

    def back(self, mark: int, result: object) -> None:
        """Hear that a call is over that began at ``mark``: of all that it has seen only its result is left."""

    def for_turn(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Hear that the current fiber begins a turn of a ``for`` loop with these values of its variables."""

    def meet(self, hooks: Any) -> None:
        """Hear of the hooks of the program that is about to run."""
        self.callee = hooks.callee

    def watch(self, key: Key) -> None:
        """Hear that the current fiber has seen what ``key`` stands for."""
        self.polling.watch(self.current, key)

    def begin_setup(self) -> None:
        """Hear that what stands before the test is about to be run; the orders of its threads and its draws count."""
        counts = SETUP_STARTS_THREADS in self.learned or SETUP_DRAWS in self.learned
        self.setting_up = not counts or self.leftovers is not None

    def begin_test(self) -> None:
        """Hear that what stands before the test has been run: from here on every order counts, and every line."""
        if self.leftovers is not None:
            self.leftovers.looked_at |= not self.solo
            self.set_up_by = len(self.fibers) - 1
        self.setting_up = False
        self.printed.clear()
        self.printed_by.clear()

    def note(self, value: object) -> None:
        """Attach the value just read or written to the step just made."""
        if self.record is not None:
            self.record.note(value)

    def effect(self, words: str) -> None:
        """Attach to the step just made which way it went."""
        if self.record is not None:
            self.record.effect(words)

    def name(self, thing: Any, name: str) -> None:
        """Hear under which name the program stores a primitive or a container; the first name wins."""
        if issubclass(type(thing), Numbered):
            thing._tl_name(name)
        else:
            self.discipline.name(self.key(thing), name)

    def learn(self, fact: str) -> None:
        """Hear a fact that makes more operations conflict; the search begins again with it."""
        if fact not in self.learned:
            self.facts.add(fact)
            self.stop("learned", fact)

    def look_at_clock(self) -> None:
        """Hear that a thread looks at the clock while others run: times are then handed on with all that is shared."""
        if self.stamps is None and CLOCK_LOOKED_AT not in self.learned:
            self.learn(CLOCK_LOOKED_AT)

    def look(self, fact: str) -> None:
        """Hear that a thread looks at what movers do; if others do it meanwhile, these need a turn from now on."""
        if self.discipline.assumed and not self.solo:
            self.learn(fact)

    def error_output(self, text: str) -> None:
        """Take what the program writes to its error output, as one step; it cannot look at it."""
        if self.shows_errors:
            self.output(text)
            return
        self.step(Operation("print", (), target="the error output"))
        self.note(text)

    def output(self, text: str) -> None:
        """Take what the program prints, as one step; its order matters if the program looks at it."""
        modes = {PRINTED: Mode.WRITE, PRINTED_BY: Mode.ELEMENT_WRITE}
        footprint = tuple((key, mode) for key, mode in modes.items() if key in self.learned)
        self.step(Operation("print", footprint, target="the output"))
        self.note(text)
        self.printed.append(text)
        self.printed_by.append(self.current)
