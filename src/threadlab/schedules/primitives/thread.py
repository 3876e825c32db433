"""Thread, and which one is running."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from threading import ExceptHookArgs
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.primitives.base import Controlled, mover_unless, seconds
from threadlab.schedules.primitives.module_variables import get_variable
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.learned_facts import IDENTS_LOOKED_AT, THREADS_LOOKED_AT
from threadlab.schedules.running.operation import Footprint, Mode, Mover, Operation
from threadlab.schedules.running.recording.exceptions import deal
from threadlab.schedules.running.recording.words import label
from threadlab.schedules.running.world import World, current_world
from threadlab.schedules.stacks.greenlets import greenlet

NEW, RUNS, ENDED = "new", "running", "ended"
COUNTED = "threads are counted"
RUNNING = "running threads"  # the key of which threads there are
RENAMED = "a thread gets another name"
NUMBERED = "the number in a thread's name is looked at"
MADE_BY_OTHERS = "threads are numbered by other threads than main"


def is_joinable(stage: Any) -> bool:
    """Say whether the join of a thread at this stage goes on at once, be it to say that it comes too early."""
    return stage is not RUNS


class Join(Operation):
    """A wait for a thread's end: after all that the thread did, though its end may have had no turn of its own."""

    __slots__ = ()

    def settle(self) -> None:
        """Order it after the end."""
        fiber = self.subject._tl_fiber
        if fiber is not None and fiber.finished:
            self.after = fiber.clock


class Thread(Controlled):
    """A thread of the program, as ``threading.Thread``."""

    __module__ = "threading"
    _tl_kind = "thread"
    _tl_fiber: Fiber | None = None
    _tl_starter: Fiber | None = None
    _tl_ident = 1  # the main thread's
    _initialized = False

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        if group is not None:
            raise AssertionError("group argument must be None for now")
        self._target = target
        self._tl_numbered = not name
        self._name = str(name) if name else _numbered_name(target)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._initialized = True

    def _tl_state(self) -> str:
        if self._tl_fiber is None:
            return NEW
        return ENDED if self._tl_fiber.finished else RUNS

    def _tl_words(self) -> str:
        return super()._tl_words() if self._tl_fiber is None else f"thread {label(self._tl_fiber.number)}"

    def _tl_check(self) -> None:
        if not self._initialized:
            raise AssertionError("Thread.__init__() not called")

    def start(self) -> None:
        """Start the thread.

        Raises:
            RuntimeError: it was started before.
        """
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        self._tl_start(self.run)

    def _tl_start(self, work: Callable[[], object]) -> None:
        world = current_world()
        if self._tl_fiber is not None:
            world.look(THREADS_LOOKED_AT)
        sort = _sort(world)
        if sort is not Mover or not world.moves("start"):
            footprint: Footprint = ((world.key(self), Mode.WRITE), *of_starts(world))
            world.step(sort("start", footprint, subject=self, state=self._tl_state))
        if self._tl_fiber is not None:
            raise RuntimeError("threads can only be started once")
        fiber = self._tl_fiber = self._tl_new_fiber(world, daemon=self._daemonic)
        self._tl_starter = world.current
        world.note_started(fiber)
        world.launch(fiber, lambda: self._tl_body(world, fiber, work))

    def _tl_new_fiber(self, world: World, *, daemon: bool) -> Fiber:
        """Return the fiber of a thread that starts, which gets a number."""
        self._tl_ident = _free_ident(world) if IDENTS_LOOKED_AT in world.learned else len(world.fibers) + 1
        return world.add_fiber(self, daemon=daemon)

    def _tl_started(self) -> bool:
        """Say whether it has been started, perhaps by another thread than the calling one."""
        self._tl_look()
        self._tl_watch(self._tl_step("look at", mode=Mode.READ, quiet=True))
        return self._tl_fiber is not None

    def run(self) -> None:
        """Do the thread's work: call ``target``; a subclass may do something else."""
        try:
            if self._target is not None:
                current_world().callee(self._target)(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _tl_body(self, world: World, fiber: Fiber, work: Callable[[], object]) -> greenlet:
        try:
            try:
                work()
            except (Abandoned, Unmodelled):
                raise
            except BaseException as error:
                self._tl_uncaught(world, fiber, error)
            if IDENTS_LOOKED_AT in world.learned:
                footprint = ((world.key(self), Mode.WRITE), (IDENTS_LOOKED_AT, Mode.ELEMENT_WRITE))
                world.step(Operation("end", footprint, subject=self, state=self._tl_state))
            else:
                self._tl_step("end", sort=_sort(world))
        except (Abandoned, Unmodelled) as error:
            world.interrupted(error)
        return world.finish(fiber)

    def _tl_uncaught(self, world: World, fiber: Fiber, error: BaseException) -> None:
        deal(world, error)
        hook = get_variable(world, "threading", "excepthook", except_hook)
        try:
            hook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        except (Abandoned, Unmodelled):
            raise
        except BaseException as another:
            world.fail(Problem("exception", fiber, another))

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, or for ``timeout`` seconds.

        Raises:
            RuntimeError: it was not started, or is the calling thread.
        """
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        world = current_world()
        if self._tl_fiber is world.current:
            raise RuntimeError("cannot join current thread")
        limit = None if timeout is None else seconds(timeout)
        if limit is not None or not self._tl_is_known(world):
            self._tl_look()
        self._tl_step("join", ready=is_joinable, timeout=limit, mode=Mode.READ, quiet=True, sort=Join)
        if self._tl_fiber is None:
            self._tl_watch(world)
            raise RuntimeError("cannot join thread before it is started")
        if not self._tl_fiber.finished:
            self._tl_timed_out(world)
            return
        world.current.now = max(world.current.now, self._tl_fiber.now)
        world.settle()

    def _tl_is_known(self, world: World) -> bool:
        """Say whether the calling thread knows that it has been started: joined earlier, it would raise an error."""
        return self._tl_starter is world.current

    def _tl_look(self) -> None:
        """Hear that somebody looks whether it runs: who asks that of itself knows."""
        world = current_world()
        if self._tl_fiber is not world.current:
            world.look(THREADS_LOOKED_AT)

    def is_alive(self) -> bool:
        """Say whether the thread has started and not yet ended."""
        self._tl_check()
        self._tl_look()
        world = self._tl_step("look at", mode=Mode.READ, quiet=True)
        self._tl_watch(world)
        alive = self._tl_fiber is not None and not self._tl_fiber.finished
        world.note(alive)
        return alive

    @property
    def name(self) -> str:
        """The thread's name."""
        self._tl_check()
        world = current_world()
        if self._tl_numbered and NUMBERED not in world.learned:
            world.learn(NUMBERED)
        if RENAMED in world.learned:
            self._tl_touch_name(world, "look at", Mode.READ)
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._tl_check()
        world = current_world()
        if not world.solo and RENAMED not in world.learned:
            world.learn(RENAMED)
        self._tl_touch_name(world, "name", Mode.WRITE)
        self._name = str(name)
        self._tl_numbered = False

    def _tl_touch_name(self, world: World, action: Action, mode: Mode) -> None:
        footprint = (((world.key(self), "name"), mode),)
        world.step(Operation(action, footprint, target=self._tl_words(), quiet=mode == Mode.READ))

    @property
    def ident(self) -> int | None:
        """A number that no other thread alive has, None before the start."""
        self._tl_check()
        if not self._tl_started():
            return None
        _look_at_idents(current_world())
        return self._tl_ident

    native_id = ident

    @property
    def daemon(self) -> bool:
        """Whether the program may end without waiting for the thread."""
        self._tl_check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._tl_started():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self) -> bool:  # noqa: N802 - threading's own old name
        """Say whether the thread is a daemon."""
        return self.daemon

    def setDaemon(self, daemonic: bool) -> None:  # noqa: N802
        """Say whether the thread is to be a daemon."""
        self.daemon = daemonic

    def getName(self) -> str:  # noqa: N802
        """Return the thread's name."""
        return self.name

    def setName(self, name: str) -> None:  # noqa: N802
        """Give the thread a name."""
        self.name = name

    def __repr__(self) -> str:
        self._tl_check()
        if self._tl_fiber is not current_world().current:
            self.is_alive()
        status = "initial" if self._tl_fiber is None else "stopped" if self._tl_fiber.finished else "started"
        if self._daemonic:
            status += " daemon"
        if self.ident is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


def _sort(world: World) -> type[Operation]:
    """Return the sort of a start or an end."""
    counted = COUNTED in world.learned or IDENTS_LOOKED_AT in world.learned
    return Operation if counted else mover_unless(world, THREADS_LOOKED_AT)


def of_starts(world: World) -> Footprint:
    """Return what the start of a thread touches besides the thread."""
    running: Footprint = ((RUNNING, Mode.ELEMENT_WRITE),) if COUNTED in world.learned else ()
    return (*running, (IDENTS_LOOKED_AT, Mode.WRITE)) if IDENTS_LOOKED_AT in world.learned else running


def _free_ident(world: World) -> int:
    """Return the lowest number that no thread alive has; the main thread's stays taken."""
    taken = {thread_of(fiber)._tl_ident for fiber in world.fibers if not fiber.finished or not fiber.number}
    return next(number for number in itertools.count(1) if number not in taken)


def _look_at_idents(world: World) -> None:
    """Hear that somebody looks at the number of a thread: one that has ended may have left it to another."""
    if IDENTS_LOOKED_AT not in world.learned and len(world.fibers) > 2:
        world.learn(IDENTS_LOOKED_AT)


def _numbered_name(target: Callable[..., object] | None) -> str:
    """Return the name of a thread that was given none; who of several makers gets which number can be seen by it."""
    world = current_world()
    if NUMBERED in world.learned and not world.solo:
        if world.current.number and MADE_BY_OTHERS not in world.learned:
            world.learn(MADE_BY_OTHERS)
        if MADE_BY_OTHERS in world.learned:
            world.step(Operation("number", ((NUMBERED, Mode.WRITE),), target="a new thread"))
    name = f"Thread-{world.count('thread')}"
    called = getattr(target, "__name__", None)
    return name if called is None else f"{name} ({called})"


class _MainThread(Thread):
    """The thread in which the test runs."""

    __module__ = "threading"

    def __init__(self, fiber: Fiber) -> None:
        super().__init__(name="MainThread", daemon=False)
        self._tl_fiber = fiber


class UnknownThread(Thread):
    """A thread that was started with ``_thread``."""

    __module__ = "threading"

    def __init__(self) -> None:
        super().__init__(name=f"Dummy-{current_world().count('unknown thread')}", daemon=True)


def except_hook(args: ExceptHookArgs) -> None:
    """Let an exception that left a thread be the schedule's failure, where ``threading.excepthook`` would print it."""
    if args.exc_type is SystemExit:
        return
    world = current_world()
    fiber = world.current if args.thread is None else args.thread._tl_fiber  # type: ignore[attr-defined]
    world.fail(Problem("exception", fiber, args.exc_value))


def current_thread() -> Thread:
    """Return the Thread that runs."""
    return thread_of(current_world().current)


def thread_of(fiber: Fiber) -> Thread:
    """Return the Thread of a fiber; the main thread's is made when first asked for."""
    if fiber.thread is None:
        fiber.thread = _MainThread(fiber)
    thread: Thread = fiber.thread
    return thread


def get_ident() -> int:
    """Return the number of the thread that runs."""
    world = current_world()
    _look_at_idents(world)
    return thread_of(world.current)._tl_ident
