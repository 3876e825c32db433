"""A queue worked as in CPython, with a lock and three conditions that the program can reach.

The steps of what a subclass does in ``_put`` and the like are then seen, with the lock held.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, Full
from typing import Any, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.primitives.condition import Condition
from threadlab.schedules.primitives.lock import Lock
from threadlab.schedules.primitives.queues.base import COUNTED, ShutDown
from threadlab.schedules.running.operation import Footprint, Key, Mode
from threadlab.schedules.running.world import World, current_world


class Worked(Protocol):
    """A queue as far as its monitor works it; see ``queue.Queue``, which is one."""

    # The members mean what ``queue`` says of them.
    maxsize: int
    mutex: Any
    not_empty: Any
    not_full: Any
    all_tasks_done: Any
    _tl_shut: bool
    _tl_unfinished: int

    def _init(self, maxsize: int) -> None: ...
    def _qsize(self) -> int: ...
    def _put(self, item: Any) -> None: ...
    def _get(self) -> Any: ...
    def _tl_tasks(self, mode: Mode) -> tuple[Key, Mode]: ...
    def _tl_touch(self, world: World, action: Action, footprint: Footprint) -> None: ...


class Monitor:
    """What works one queue."""

    def __init__(self, queue: Worked) -> None:
        self._queue = queue
        queue._init(queue.maxsize)
        queue.mutex = self._mutex = Lock()
        queue.not_empty = self._not_empty = Condition(self._mutex)
        queue.not_full = self._not_full = Condition(self._mutex)
        queue.all_tasks_done = self._all_tasks_done = Condition(self._mutex)

    def put(self, item: Any, block: bool, timeout: float | None) -> None:
        """Put an item in.

        Raises:
            Full: there is no room.
            ShutDown: the queue is shut down.
        """
        queue = self._queue
        with self._not_full:
            self._check(shut=queue._tl_shut)
            if queue.maxsize > 0:
                if not self._wait(self._not_full, lambda: queue._qsize() < queue.maxsize, block, timeout):
                    raise Full
                self._check(shut=queue._tl_shut)
            queue._put(item)
            self._count(1)
            self._not_empty.notify()

    def get(self, block: bool, timeout: float | None) -> Any:
        """Get an item out.

        Raises:
            Empty: there is none.
            ShutDown: the queue is shut down, and there is none.
        """
        queue = self._queue
        with self._not_empty:
            if not self._wait(self._not_empty, lambda: queue._qsize() > 0, block, timeout):
                raise Empty
            if queue._tl_shut:
                self._check(shut=not queue._qsize())
            item = queue._get()
            self._not_full.notify()
            return item

    def _wait(self, condition: Condition, possible: Callable[[], bool], block: bool, timeout: float | None) -> bool:
        """Wait until something is possible, or the queue is shut down; False if the time is up first."""

        def settled() -> bool:
            return possible() or self._queue._tl_shut

        return bool(condition.wait_for(settled, timeout)) if block else settled()

    @staticmethod
    def _check(*, shut: bool) -> None:
        if shut:
            raise ShutDown

    def size(self) -> int:
        """Return how many items there are."""
        with self._mutex:
            return self._queue._qsize()

    def task_done(self) -> None:
        """Say that the work on an item is done.

        Raises:
            ValueError: there is no such item.
        """
        with self._all_tasks_done:
            if self._queue._tl_unfinished <= 0:
                raise ValueError("task_done() called too many times")
            self._count(-1)
            if not self._queue._tl_unfinished:
                self._all_tasks_done.notify_all()

    def _count(self, change: int) -> None:
        """Change the number of unfinished tasks, which the program can see without the lock."""
        queue = self._queue
        world = current_world()
        if COUNTED in world.learned:
            queue._tl_touch(world, "count", (queue._tl_tasks(Mode.WRITE),))
        queue._tl_unfinished += change

    def join(self) -> None:
        """Wait until the work on every item is done."""
        with self._all_tasks_done:
            self._all_tasks_done.wait_for(lambda: not self._queue._tl_unfinished)

    def shutdown(self, immediate: bool) -> None:
        """Shut the queue down."""
        queue = self._queue
        with self._mutex:
            queue._tl_shut = True
            if immediate:
                while queue._qsize():
                    queue._get()
                    if queue._tl_unfinished > 0:
                        self._count(-1)
                self._all_tasks_done.notify_all()
            self._not_empty.notify_all()
            self._not_full.notify_all()
