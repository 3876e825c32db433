"""ThreadPoolExecutor: threads that make calls for others."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.thread import BrokenThreadPool
from itertools import islice
from types import TracebackType
from typing import Any

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.primitives.base import Controlled, MadeByInit, Waiter
from threadlab.schedules.primitives.futures.future import Future
from threadlab.schedules.primitives.thread import Thread, of_starts
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.recording.exceptions import deal
from threadlab.schedules.running.recording.words import label
from threadlab.schedules.running.world import World, current_world

WORKERS = 8  # threads of a pool that does not say how many; CPython's number depends on the machine


class _Work:
    """A call that is to be made."""

    __slots__ = ("args", "function", "future", "words")

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], words: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.words = words
        self.future = Future()

    def do(self) -> None:
        """Make the call, unless it was cancelled."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = current_world().callee(self.function)(*self.args, **self.words)
        except (Abandoned, Unmodelled):
            raise
        except BaseException as error:
            deal(current_world(), error)
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class _Look(Operation):
    """A thread looks for work: where there is none, it matters not in which order several do."""

    __slots__ = ()

    def settle(self) -> None:
        """Let it be but one of those that are idle."""
        if not self.subject._tl_work:
            ((key, _),) = self.footprint
            self.footprint = ((key, Mode.ELEMENT_WRITE),)


class _Worker(Thread):
    """A thread of a pool, with the work that was handed to it.

    Under a daemon it says that it is one, too, as in CPython, where it is waited for all the same.
    """

    def __init__(self, pool: ThreadPoolExecutor, name: str, work: _Work | None) -> None:
        super().__init__(target=pool._tl_serve, args=(self,), name=name)
        self.work = work
        self.idle: Waiter | None = None

    def launch(self, world: World) -> None:
        """Start, within the step that is being made."""
        fiber = self._tl_fiber = self._tl_new_fiber(world, daemon=False)
        world.effect(f"started thread {label(fiber.number)}")
        world.launch(fiber, lambda: self._tl_body(world, fiber, self.run))

    def _tl_is_known(self, world: World) -> bool:  # noqa: ARG002 - whoever knows the pool
        return True

    def hand(self, world: World, work: _Work | None) -> None:
        """Give an idle worker something to do, None to let it end."""
        assert self._tl_fiber is not None
        assert self.idle is not None
        self.work = work
        self._tl_fiber.daemon = False
        self.idle.tell(world)

    def rest(self, world: World, *, told: bool = False) -> None:
        """Wait to be handed something; the program can end meanwhile, as at exit Python lets idle workers end.

        Args:
            world: where it runs.
            told: whether it is told at once, as the pool is shut down: then it takes the steps of one told later.
        """
        assert self._tl_fiber is not None
        self.idle = Waiter(self, world)
        if told:
            self.idle.tell(world)
        else:
            self._tl_fiber.daemon = True
        self.idle.wait(world, "go on")


class Executor(Controlled):
    """What makes calls for others, as ``concurrent.futures.Executor``."""

    __module__ = "concurrent.futures._base"
    _tl_kind = "executor"

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Have a call made; return its future.

        Raises:
            NotImplementedError: always; a subclass does it.
        """
        raise NotImplementedError

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,  # noqa: ARG002 - only pools of processes heed it
        **later: Any,
    ) -> Iterator[Any]:
        """Have a call made for each element at once; return an iterator over the results, in order.

        Args:
            fn: what is called.
            iterables: the arguments of the calls.
            timeout: in how many seconds from now a result must be there; None for no limit.
            chunksize: how many elements a process gets at a time.
            later: ``buffersize``, from Python 3.14 on: how many calls are made at most before their results are
                asked for; None for no limit.

        Raises:
            TimeoutError: a result is not there in time.
            TypeError, ValueError: what CPython raises for such a ``buffersize``.
        """
        size = _buffer_size(**later)
        world = current_world()
        end = None if timeout is None else world.current.now + timeout
        calls = zip(*iterables, strict=False)
        futures = deque(self.submit(fn, *args) for args in islice(calls, size))
        return _results(world, futures, end, (self.submit(fn, *args) for args in calls))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls."""

    def __enter__(self) -> Executor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not current_world().ending:
            self.shutdown(wait=True)


if sys.version_info >= (3, 14):

    def _buffer_size(buffersize: Any = None) -> int | None:
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        return buffersize
else:

    def _buffer_size() -> int | None:
        """Take nothing: there is no such argument."""
        return None


def _results(world: World, futures: deque[Future], end: float | None, more: Iterator[Future]) -> Iterator[Any]:
    """Give back results, and have one of the calls made that are left each time that one is asked for."""
    try:
        while futures:
            futures.extend(islice(more, 1))
            future = futures.popleft()
            try:
                result = future.result(None if end is None else end - world.current.now)
            except BaseException:
                if not world.ending:
                    future.cancel()
                raise
            yield result
    finally:
        if not world.ending:
            for future in reversed(futures):  # the last first, as in CPython
                future.cancel()


class ThreadPoolExecutor(Executor):
    """A pool of threads, as ``concurrent.futures.ThreadPoolExecutor``.

    Which thread of a pool makes which call can be told only by asking for the thread's name. So a call is given to
    the thread that is started for it, or to the first of those that are idle; what other threads of the pool might
    have done instead, they do just so under each other's names.
    """

    __module__ = "concurrent.futures.thread"
    _tl_idle: Any = MadeByInit("_shutdown_lock")

    def __init__(
        self,
        max_workers: int | None = None,
        thread_name_prefix: str = "",
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
    ) -> None:
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = WORKERS if max_workers is None else max_workers
        number = current_world().count("executor") - 1
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{number}"
        self._initializer = initializer
        self._initargs = initargs
        self._tl_workers: list[_Worker] = []
        self._tl_idle = list[_Worker]()  # the one that was started first comes first
        self._tl_work: deque[_Work] = deque()
        self._shutdown = False
        self._broken = ""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Have a call made by one of the pool's threads; return its future.

        Raises:
            RuntimeError: the pool is shut down.
            BrokenThreadPool: an initializer failed.
        """
        world = current_world()
        world.step(Operation("submit", ((world.key(self), Mode.WRITE), *of_starts(world)), subject=self))
        if self._broken:
            raise BrokenThreadPool(self._broken)
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        work = _Work(fn, args, kwargs)
        if self._tl_idle:
            self._tl_idle.pop(0).hand(world, work)
        elif len(self._tl_workers) == self._max_workers:
            self._tl_work.append(work)
        else:
            name = f"{self._thread_name_prefix}_{len(self._tl_workers)}"
            worker = _Worker(self, name, work if self._initializer is None else None)
            if self._initializer is not None:
                self._tl_work.append(work)  # whoever is ready first will take it
            self._tl_workers.append(worker)
            worker.launch(world)
        return work.future

    def _tl_serve(self, worker: _Worker) -> None:
        """Do a worker's work until there will be no more."""
        if self._initializer is not None:
            try:
                current_world().callee(self._initializer)(*self._initargs)
            except (Abandoned, Unmodelled):
                raise
            except BaseException as error:
                deal(current_world(), error)
                self._tl_break()
                return
        work = worker.work or self._tl_next(worker)
        while work is not None:
            work.do()
            work = self._tl_next(worker)

    def _tl_next(self, worker: _Worker) -> _Work | None:
        """Take the next call from the queue, or wait to be handed one."""
        world = self._tl_step("look for work", sort=_Look)
        if self._tl_work:
            return self._tl_work.popleft()
        if self._shutdown:
            worker.rest(world, told=True)
            return None
        self._tl_idle.append(worker)
        self._tl_idle.sort(key=self._tl_workers.index)
        worker.rest(world)
        return worker.work

    def _tl_break(self) -> None:
        self._tl_step("break")
        self._broken = "A thread initializer failed, the thread pool is not usable anymore"
        work, self._tl_work = self._tl_work, deque()
        for each in work:
            each.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls.

        Args:
            wait: whether to wait until all calls are made and the threads have ended.
            cancel_futures: whether to cancel the calls that have not begun.
        """
        # A worker that finds out by itself ends as one does that is told: nobody can see which.
        mode = Mode.WRITE if cancel_futures else Mode.ELEMENT_WRITE
        world = self._tl_step("shut down", mode=mode)
        self._shutdown = True
        work: deque[_Work] = deque()
        if cancel_futures:
            work, self._tl_work = self._tl_work, work
            # What was given to a thread may not have begun either.
            work.extendleft(worker.work for worker in reversed(self._tl_workers) if worker.work is not None)
        while self._tl_idle:
            self._tl_idle.pop(0).hand(world, None)
        for each in work:
            each.future.cancel()
        if wait:
            for worker in self._tl_workers:
                worker.join()
