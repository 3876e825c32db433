"""One run of a program on one schedule: its threads, of which exactly one runs at a time, step by step.

A thread of the program is a *fiber* here, a greenlet of its own. It runs until its next visible operation,
announces it, and waits for its turn; so at every decision each fiber's next operation is known. Who goes next is
the scheduler's choice. Nothing in a world runs in parallel, no real time passes, and no real thread is started.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned, NoWorld, Unmodelled
from threadlab.schedules.running.faults import is_fault
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.lockset import EVERYTHING, Discipline
from threadlab.schedules.running.object_numbers import Numbered, Numbers
from threadlab.schedules.running.operation import ELEMENT_READ, READ, Footprint, Key, Mode, Operation, Touch
from threadlab.schedules.running.polling import ROUND, Polling
from threadlab.schedules.running.record import Record
from threadlab.schedules.running.stamps import Stamps
from threadlab.schedules.stacks.garbage import uncollected
from threadlab.schedules.stacks.greenlet_pool import Body, Carriers
from threadlab.schedules.stacks.greenlets import getcurrent, greenlet, remember
from threadlab.schedules.text import TEST, Text

OUT_OF_MEMORY = "needs more memory than there is"
# Facts that the program looks at what it prints, and keys of it: all of it in its order, or each thread's own.
PRINTED = "printed"
PRINTED_BY = "printed by"
MAX_THREADS = 200  # that one schedule starts; what each costs grows with their number
SETUP_STARTS_THREADS = "threads start before the test"
UNLUCKY = "no random numbers let a loop end"
ALL_DIGITS = "needs all digits of a random number, and these cannot all be tried"
THREADS_LOOKED_AT = "somebody looks whether a thread runs"
CLOCK_LOOKED_AT = "somebody looks at the clock while threads run"
WRITTEN = 100  # steps of a thread that runs through that are written down each time that it goes on
MAX_LINGERING = 100  # steps of daemon threads, after all other threads, in which they touch nothing new


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


class SetupObserver(Protocol):
    """Hears what threads that run before the test leave behind, and whether the test looks at it."""

    looked_at: bool

    def before_the_test(self, thread: int, operation: Operation) -> None: ...  # noqa: D102
    def in_the_test(self, operation: Operation) -> None: ...  # noqa: D102


class World:
    """One run. ``problem`` says how it failed; ``stopped`` why it was broken off."""

    through = False  # whether who goes on needs no turns until it has to wait or ends
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
        late: bool = False,
        record: Record | None = None,
        numbers: Numbers | None = None,
        carriers: Carriers | None = None,
    ) -> None:
        self.scheduler, self.text = scheduler, text
        self.max_steps, self.learned = max_steps, learned
        self.may_poll, self.may_leave_threads = may_poll, may_leave_threads
        self.run_on = run_on  # after a failure the other threads go on: their steps are needed to find other orders
        self.one_order = False  # whether this is the only run that there will be, so that no choice of it matters
        self.prune = prune  # leave out what differs from another schedule only in polling in vain
        self.patient, self.late = patient, late  # no time-out ever comes; much time passes before each look at a clock
        self.thorough = thorough  # leave out no turn in vain that others could have seen: no states are searched
        self.record, self.recording = record, record is not None
        self.fibers: list[Fiber] = []
        self.problem: Problem | None = None
        self.stopped = ""  # why the run was broken off: "asleep", "redundant", "steps", "unmodelled", "learned" ...
        self.reason = ""
        self.fault: BaseException | None = None  # a bug of this package that came up
        self.refused = ""  # the first thing it asked for that is not modelled
        self.facts: set[str] = set()
        self.hopes = UNLUCKY not in learned  # a loop that draws random numbers comes to its end with the right ones
        self.discipline = Discipline(contended)
        self.printed: list[str] = []
        self.printed_by: list[Fiber] = []  # who printed each of these
        self.settings: dict[tuple[str, str], Any] = {}  # what the program has set in modules
        self.shows_errors = False  # whether what goes to the error output is among what is printed
        self.steps = 0
        self.listening = self.recording  # whether anybody must hear of every step
        self.numbers = Numbers() if numbers is None else numbers
        self.has_number, self.key, self.count = self.numbers.has, self.numbers.key, self.numbers.count
        self.polling = Polling()
        self.stamps = Stamps() if CLOCK_LOOKED_AT in learned else None
        self.setting_up = False  # running what stands before the test, in one order of its steps
        self.leftovers = leftovers  # where threads before the test run in one order only
        self.set_up_by = 0  # how many threads had ended when the test began, of those that ran in one order only
        self.solo = True  # only one fiber lives, and it knows all that the others ever did
        self.ending = False
        self._afterlife: set[tuple[int, Key]] | None = None  # what daemons touched since the other threads ended
        self._lingering = 0
        self._hub = getcurrent()
        self._own_carriers = carriers is None
        self._carriers = Carriers() if carriers is None else carriers
        self._launched: tuple[Fiber, Body] | None = None  # to be begun by the hub
        self.current: Fiber

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
                    self._take_turns(program)
                    self._write_again()
                    if self.problem is not None and self.record is not None:
                        self.record.freeze(self, self.problem)
                finally:  # an interrupt must not leave a thread in the midst of the program either
                    self._tear_down()
                    if self._own_carriers:
                        self._carriers.end()
        finally:
            remember(before)
            _active.pop()
        if self.fault is not None:
            raise self.fault
        if self.refused:  # though the program may have swallowed the refusal
            self.stopped, self.reason = "unmodelled", self.refused

    def _take_turns(self, program: Callable[[], None]) -> None:
        main = self.add_fiber(None, daemon=False)
        self.current = main
        main.greenlet = self._carriers.carrier()
        main.greenlet.switch(lambda: self._main(main, program))
        while self._launched is not None:  # else the run is over
            fiber, body = self._launched
            self._launched = None
            fiber.greenlet = self._carriers.carrier()
            fiber.greenlet.switch(body)

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

    def _complete(self) -> bool:
        for fiber in self.fibers:  # noqa: SIM110 - asked at each end of a thread
            if not (fiber.finished or fiber.daemon):
                return False
        return True

    def _choose(self) -> Fiber | None:
        chosen = self.scheduler.choose(self)
        if chosen is None and not self.stopped and self.problem is None and not self._complete():
            if self.hopes and any(fiber.spinning and fiber.drew for fiber in self.fibers):
                self.stopped = "redundant"  # with other numbers it may go on
            else:
                self.problem = Problem("stuck")
        return chosen

    def _tear_down(self) -> None:
        self.ending = True
        for fiber in self.fibers:
            g = fiber.greenlet
            if g is not None:
                self.current = fiber
                with suppress(Abandoned):  # nobody catches it where an interrupt has ended the thread already
                    g.throw(Abandoned())

    # -- fibers ----------------------------------------------------------------------------------------------------

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
        if self.setting_up:
            if self.leftovers is None:
                self.learn(SETUP_STARTS_THREADS)
            self.listening = True
        self.solo = False
        fiber.launcher = self.current
        self.current = fiber
        fiber.greenlet = self._carriers.idle()
        if fiber.greenlet is not None:
            fiber.greenlet.switch(body)
        else:  # by way of the hub: a new one begins as deep in calls as its starter is, and so on, up to Python's limit
            self._launched = fiber, body
            self._hub.switch()

    def note_started(self, fiber: Fiber) -> None:
        """Hear which fiber the step just made has started."""
        if self.record is not None:
            self.record.started(fiber)

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
        if self._afterlife is None and self._complete():
            self._afterlife = set()
            self.listening = True
        return self._choose()

    def settle(self) -> None:
        """After a join: if the current fiber is alone and knows everything, its steps need no decisions."""
        me = self.current
        for fiber in self.fibers:
            if fiber is not me and not (fiber.finished and me.clock[fiber.number] >= fiber.clock[fiber.number]):
                return
        self.solo = True

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
        self.steps += 1
        if self.steps > self.max_steps:
            self._too_long()
        if self.stamps is not None:
            self.stamps.touch(me, operation.footprint)
        if self.listening:
            self._heed(operation)

    def moves(self) -> bool:
        """Make the current fiber's next step, if it is a mover that needs no turn and that nobody asks about."""
        if self.listening or self.ending or not (self.solo or self.discipline.assumed):
            return False
        me = self.current
        me.clock[me.number] += 1  # who goes on thanks to it will know that it has happened
        self.steps += 1
        if self.steps > self.max_steps:
            self._too_long()
        return True

    def touch(self, action: Action, footprint: Footprint, target: str) -> None:
        """Announce a step on shared data, which never waits, and return when it is its turn.

        Most steps are of this sort, and most of them need no turn: so there is an operation only if it is asked for.

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
                operation = Touch(action, footprint, target)
                self._take_turn(me, operation)
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

    def pick(self, count: int) -> int:
        """Return which of ``count`` ways the step just made goes, 0 to ``count - 1``, where nothing decides that.

        A search goes through all of them.

        Raises:
            Abandoned: the world is being torn down.
        """
        if self.ending:
            raise Abandoned
        return self.scheduler.pick(self, count) if count > 1 else 0

    def draw(self, count: int) -> int:
        """Return which of ``count`` numbers the current fiber draws, all of which are possible."""
        self.current.draws += 1
        return self.pick(count)

    def _too_long(self) -> None:
        last = self.text.place(sys._getframe())
        where = f", the last of them in line {last.line}" if last.line and last.cell != TEST else ""
        self.stop(
            "steps",
            f"a schedule has more than {self.max_steps:,} steps{where}: a loop has no end, or very many turns",
        )

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
        if self._afterlife is not None:
            self._linger(operation)
        if self.record is not None and operation.action != ROUND:
            if self.through and len(self.record.drafts) >= self._pause_at:
                self._unwritten, self.record = (self.record, self.steps - 1), None
                self.listening = False
            else:
                self.record.step(self, operation)

    def run_through(self) -> None:
        """Let who goes on from here need no turn until it has to wait or ends.

        If a record is kept, only the first of its steps are written down.
        """
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

    def _linger(self, operation: Operation) -> None:
        """Let daemon threads go on when all others have ended: what they do then, they might have done before.

        One that goes on for ever is stopped when it has touched nothing new for long.
        """
        assert self._afterlife is not None
        touched = {(self.current.number, key) for key, _ in operation.footprint}
        self._lingering = self._lingering + 1 if touched <= self._afterlife else 0
        self._afterlife |= touched
        if self._lingering > MAX_LINGERING:
            self._leave()

    @property
    def lingers(self) -> bool:
        """Whether only daemon threads go on."""
        return self._afterlife is not None

    def _leave(self) -> None:
        """Hand control to the hub for good: the run is over."""
        self.ending = True
        self._hub.switch()
        raise Abandoned

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
        if isinstance(error, TypeError) and "Drawn" in str(error):
            self.stop("unmodelled", ALL_DIGITS)
        if is_fault(error):
            self.fault = error
            self.stop("fault", "")

    def stop(self, why: str, reason: str) -> None:
        """Break the run off without a verdict.

        Raises:
            Abandoned: always.
        """
        if not self.ending:
            self.stopped, self.reason = why, reason
            self.ending = True
        raise Abandoned

    def interrupted(self, error: BaseException) -> None:
        """Note why a fiber left its work: torn down, or at something that is not modelled."""
        if isinstance(error, Unmodelled) and not self.ending:
            self.stopped, self.reason = "unmodelled", error.reason
            self.ending = True

    def inform(self, fiber: Fiber) -> None:
        """Let ``fiber`` know all that the current fiber knows: what happens next in it happens after this."""
        join(fiber.clock, self.current.clock)
        fiber.now = max(fiber.now, self.current.now)

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

    def watch(self, key: Key) -> None:
        """Hear that the current fiber has seen what ``key`` stands for."""
        self.polling.watch(self.current, key)

    def begin_setup(self) -> None:
        """Hear that what stands before the test is about to be run; where it starts threads, its orders count too."""
        self.setting_up = SETUP_STARTS_THREADS not in self.learned or self.leftovers is not None

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
