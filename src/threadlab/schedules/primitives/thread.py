"""Thread, Timer, and what ``threading`` tells about threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.operation import Mode, Operation
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.world import Fiber, Problem, World, current_world


def is_finished(finished: Any) -> bool:
    """Say whether a thread whose state is ``finished`` can be joined at once."""
    return bool(finished)


class Thread(Controlled):
    """A thread of the program, as ``threading.Thread``."""

    kind = "thread"

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
        world = current_world()
        if name is None:
            name = f"Thread-{world.count('thread')}"
            called = getattr(target, "__name__", None)
            if called is not None:
                name += f" ({called})"
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._fiber: Fiber | None = None

    def state(self) -> bool:
        return self._started_fiber is not None and self._started_fiber.finished

    @property
    def _started_fiber(self) -> Fiber | None:
        return self.__dict__.get("_fiber")

    def _check_initialised(self) -> None:
        if "_fiber" not in self.__dict__:
            raise RuntimeError("Thread.__init__() not called")

    def start(self) -> None:
        """Start the thread.

        Raises:
            RuntimeError: it was started before.
        """
        if "_fiber" not in self.__dict__:
            raise RuntimeError("thread.__init__() not called")
        if self._fiber is not None:
            raise RuntimeError("threads can only be started once")
        world = self._step("start")
        fiber = world.add_fiber(self, daemon=self._daemonic)
        self._fiber = fiber
        world.note_started(fiber)
        world.launch(fiber, lambda: self._body(world, fiber))

    def run(self) -> None:
        """Do the thread's work: call ``target``; a subclass may do something else."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def _body(self, world: World, fiber: Fiber) -> None:
        try:
            try:
                self.run()
            except SystemExit:
                pass
            except (Abandoned, Unmodelled):
                raise
            except BaseException as error:
                self._uncaught(world, fiber, error)
            self._step("end")
        except (Abandoned, Unmodelled) as error:
            world.interrupted(error)
        world.finish(fiber)

    def _uncaught(self, world: World, fiber: Fiber, error: BaseException) -> None:
        if world.excepthook is None:
            world.fail(Problem("exception", fiber, error))
        else:
            world.excepthook(ExceptHookArgs(type(error), error, error.__traceback__, self))

    def join(self, timeout: float | None = None) -> None:
        """Wait until the thread has ended, or for ``timeout`` seconds.

        Raises:
            RuntimeError: it was not started, or is the calling thread.
        """
        self._check_initialised()
        if self._fiber is None:
            raise RuntimeError("cannot join thread before it is started")
        world = current_world()
        if self._fiber is world.current:
            raise RuntimeError("cannot join current thread")
        limit = None if timeout is None else max(timeout, 0.0)
        self._step("join", ready=is_finished, timeout=limit, mode=Mode.READ, quiet=True)
        if not self._fiber.finished:
            self._timed_out(world)
            return
        world.current.now = max(world.current.now, self._fiber.now)
        world.settle()

    def is_alive(self) -> bool:
        """Say whether the thread has started and not yet ended."""
        self._check_initialised()
        world = self._step("look at", mode=Mode.READ, quiet=True)
        self._watch(world)
        alive = self._fiber is not None and not self._fiber.finished
        world.note(alive)
        return alive

    @property
    def name(self) -> str:
        """The thread's name."""
        self._check_initialised()
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self._check_initialised()
        self._name = str(name)

    @property
    def ident(self) -> int | None:
        """A number of its own, None before the start."""
        self._check_initialised()
        return None if self._fiber is None else self._fiber.number + 1

    native_id = ident

    @property
    def daemon(self) -> bool:
        """Whether the program may end without waiting for the thread."""
        self._check_initialised()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        self._check_initialised()
        if self._fiber is not None:
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
        self._check_initialised()
        status = "initial" if self._fiber is None else "stopped" if self._fiber.finished else "started"
        if self._daemonic:
            status += " daemon"
        if self.ident is not None:
            status += f" {self.ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"


class _MainThread(Thread):
    """The thread in which the test runs."""

    def __init__(self, fiber: Fiber) -> None:
        self._name = "MainThread"
        self._daemonic = False
        self._fiber = fiber
        self._target = None
        self._args = ()
        self._kwargs = {}


class ExceptHookArgs(tuple[Any, ...]):
    """What ``threading.excepthook`` is called with."""

    def __new__(cls, *args: Any) -> ExceptHookArgs:
        return super().__new__(cls, args)

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


class Timer(Thread):
    """A thread that calls a function after ``interval`` seconds unless cancelled before, as ``threading.Timer``."""

    def __init__(
        self,
        interval: float,
        function: Callable[..., object],
        args: Iterable[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        from threadlab.schedules.primitives.event import Event

        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self) -> None:
        """Stop the timer if its function has not been called yet."""
        self.finished.set()

    def run(self) -> None:
        """Wait, then call the function unless cancelled."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def current_thread() -> Thread:
    """Return the Thread that runs."""
    world = current_world()
    return thread_of(world.current)


def thread_of(fiber: Fiber) -> Thread:
    """Return the Thread of a fiber; the main thread's is made when first asked for."""
    if fiber.thread is None:
        fiber.thread = _MainThread(fiber)
    thread: Thread = fiber.thread
    return thread


def main_thread() -> Thread:
    """Return the Thread in which the test runs."""
    return thread_of(current_world().fibers[0])


def alive_threads() -> list[Thread]:
    """Return the threads that have started and not ended, as ``threading.enumerate``."""
    world = current_world()
    threads = [thread_of(fiber) for fiber in world.fibers]
    keys = tuple((world.key(thread), Mode.READ) for thread in threads)
    world.step(Operation("look at", keys, target="the running threads", subject=threads[0], quiet=True))
    for key, _ in keys:
        world.current.watch.add(key)
    return [thread for thread, fiber in zip(threads, world.fibers, strict=True) if not fiber.finished]


def active_count() -> int:
    """Return how many threads are alive."""
    return len(alive_threads())


def get_ident() -> int:
    """Return the number of the thread that runs."""
    return current_world().current.number + 1
