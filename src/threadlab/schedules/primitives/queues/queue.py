"""``queue``: Queue, LifoQueue, PriorityQueue and SimpleQueue.

Each call is one step. In CPython a queue has a lock inside, held for the length of a call; no program can tell,
unless it looks inside, or a subclass brings code of its own: then the queue is worked as in ``monitor``.
"""

from __future__ import annotations

import sys
from collections import deque
from heapq import heappop, heappush
from typing import Any, Self

from threadlab.schedules.primitives.condition import Condition
from threadlab.schedules.primitives.lock import Lock
from threadlab.schedules.primitives.queues.base import COUNTED, Line, has_no_tasks
from threadlab.schedules.primitives.queues.locked import Monitor
from threadlab.schedules.running.operation import Mode
from threadlab.schedules.running.world import current_world

LOOKED_INTO = "a Queue is looked into"
INSIDE = ("queue", "mutex", "not_empty", "not_full", "all_tasks_done")
HOOKS = ("_init", "_qsize", "_put", "_get")


class SimpleQueue(Line):
    """An unbounded first-in, first-out queue, as ``queue.SimpleQueue``."""

    __module__ = "_queue"

    def __new__(cls, *_arguments: object, **_words: object) -> Self:
        """Make it whole at once, as C code does: a subclass may leave out ``super().__init__()``."""
        self = super().__new__(cls)
        Line.__init__(self)
        return self

    def __init__(self) -> None:
        pass

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ARG002 - as queue's
        """Put an item in; it never has to wait."""
        self._tl_put(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Get an item out, waiting until there is one, or for ``timeout`` seconds.

        Raises:
            Empty: there was none.
        """
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        return self._tl_get(block, timeout)

    def put_nowait(self, item: Any) -> None:
        """Put an item in."""
        self._tl_put(item)

    def get_nowait(self) -> Any:
        """Get an item out without waiting."""
        return self._tl_get(block=False)

    def qsize(self) -> int:
        """Return how many items there are."""
        return self._tl_size()

    def empty(self) -> bool:
        """Say whether there is no item."""
        return not self._tl_size()


class Queue(Line):
    """A first-in, first-out queue, as ``queue.Queue``; bounded if ``maxsize`` is above 0."""

    __module__ = "queue"
    _tl_monitor: Monitor | None = None
    queue: Any  # this and the next four only where there is a Monitor
    mutex: Lock
    not_empty: Condition
    not_full: Condition
    all_tasks_done: Condition

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        super().__init__(maxsize)
        if LOOKED_INTO in current_world().learned or _has_hooks_of_its_own(type(self)):
            self._tl_monitor = Monitor(self)

    def _tl_limit(self) -> int | None:
        return self.maxsize if self.maxsize > 0 else None

    def __getattr__(self, name: str) -> Any:
        if name in INSIDE and self._tl_monitor is None:
            current_world().learn(LOOKED_INTO)
        if name.startswith("_tl_"):
            name = "mutex"  # a subclass never calls __init__, and CPython would miss this
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put an item in, waiting until there is room, or for ``timeout`` seconds.

        Raises:
            Full: there was no room.
        """
        if self.maxsize > 0 and block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        put = self._tl_put if self._tl_monitor is None else self._tl_monitor.put
        put(item, bool(block), timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Get an item out, waiting until there is one, or for ``timeout`` seconds.

        Raises:
            Empty: there was none.
        """
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        get = self._tl_get if self._tl_monitor is None else self._tl_monitor.get
        return get(bool(block), timeout if block else None)

    def put_nowait(self, item: Any) -> None:
        """Put an item in without waiting."""
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        """Get an item out without waiting."""
        return self.get(block=False)

    def qsize(self) -> int:
        """Return how many items there are."""
        return self._tl_size() if self._tl_monitor is None else self._tl_monitor.size()

    def empty(self) -> bool:
        """Say whether there is no item."""
        return not self.qsize()

    def full(self) -> bool:
        """Say whether there is no room."""
        return 0 < self.maxsize <= self.qsize()

    def task_done(self) -> None:
        """Say that the work on an item that was got is done.

        Raises:
            ValueError: there is no such item.
        """
        world = current_world()
        self._tl_count()
        if self._tl_monitor is not None:
            self._tl_monitor.task_done()
            return
        self._tl_touch(world, "task_done", (self._tl_tasks(Mode.WRITE),))
        if self._tl_unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._tl_unfinished -= 1
        world.current.effects += 1

    def join(self) -> None:
        """Wait until ``task_done`` was called for every item."""
        self._tl_count()
        if self._tl_monitor is not None:
            self._tl_monitor.join()
            return
        self._tl_touch(current_world(), "join", (self._tl_tasks(Mode.READ),), has_no_tasks)

    @property
    def unfinished_tasks(self) -> int:
        """How many items ``task_done`` was not called for yet."""
        self._tl_count()
        world = current_world()
        touch = self._tl_tasks(Mode.READ)
        self._tl_touch(world, "look at", (touch,))
        world.watch(touch[0])
        return self._tl_unfinished

    def _tl_count(self) -> None:
        world = current_world()
        if not world.solo and COUNTED not in world.learned:
            world.learn(COUNTED)

    def _tl_tasks(self, mode: Mode) -> tuple[Any, Mode]:
        return (current_world().key(self), "tasks"), mode

    if sys.version_info >= (3, 13):

        def shutdown(self, immediate: bool = False) -> None:
            """Let every put raise ShutDown, and every get once there is no item (``immediate``: at once)."""
            if self._tl_monitor is not None:
                self._tl_monitor.shutdown(immediate)
                return
            world = current_world()
            keys = dict.fromkeys((*self._tl_keys(world), self._tl_tasks(Mode.WRITE)[0]))
            self._tl_touch(world, "shut down", tuple((key, Mode.WRITE) for key in keys))
            self._tl_shut = True
            world.current.effects += 1
            if immediate:
                self._tl_unfinished -= min(len(self._tl_items), self._tl_unfinished)
                self._tl_items.clear()
                self._tl_puts.clear()

        @property
        def is_shutdown(self) -> bool:
            """Whether the queue is shut down."""
            self._tl_size()
            return self._tl_shut

    # What a subclass may replace; called with the queue's own lock held, in queues that are worked by a Monitor.

    def _init(self, maxsize: int) -> None:  # noqa: ARG002 - a subclass may need it
        self.queue = deque()

    def _qsize(self) -> int:
        self._tl_look(Mode.READ)
        return len(self.queue)

    def _put(self, item: Any) -> None:
        self._tl_look(Mode.WRITE)
        self.queue.append(item)

    def _get(self) -> Any:
        self._tl_look(Mode.WRITE)
        return self.queue.popleft()

    def _tl_look(self, mode: Mode) -> None:
        """Make a step on the container of the items, which the program can reach too."""
        world = current_world()
        self._tl_touch(world, "look at" if mode == Mode.READ else "change", ((world.key(self.queue), mode),))


class LifoQueue(Queue):
    """A last-in, first-out queue, as ``queue.LifoQueue``."""

    __module__ = "queue"
    _tl_ends = ("items", "items")

    def _tl_take(self) -> Any:
        return self._tl_items.pop()

    def _init(self, maxsize: int) -> None:  # noqa: ARG002
        self.queue = []

    def _get(self) -> Any:
        self._tl_look(Mode.WRITE)
        return self.queue.pop()


class PriorityQueue(Queue):
    """A queue from which the least item is got first, as ``queue.PriorityQueue``."""

    __module__ = "queue"
    _tl_ends = ("items", "items")

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self._tl_items = []

    def _tl_add(self, item: Any) -> None:
        heappush(self._tl_items, item)

    def _tl_take(self) -> Any:
        return heappop(self._tl_items)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put an item in; items are compared, which may run code of the program."""
        if self._tl_monitor is None and _compares_by_code(item):
            current_world().learn(LOOKED_INTO)
        super().put(item, block, timeout)

    def _init(self, maxsize: int) -> None:  # noqa: ARG002
        self.queue = []

    def _put(self, item: Any) -> None:
        self._tl_look(Mode.WRITE)
        heappush(self.queue, item)

    def _get(self) -> Any:
        self._tl_look(Mode.WRITE)
        return heappop(self.queue)


OURS = (Queue, LifoQueue, PriorityQueue)


def _has_hooks_of_its_own(cls: type) -> bool:
    return any(hook in base.__dict__ for base in cls.__mro__ if base not in OURS for hook in HOOKS)


def _compares_by_code(item: Any) -> bool:
    """Say whether comparing an item runs the program's own text (a dataclass's order does not)."""
    if type(item) in (tuple, list):
        return any(_compares_by_code(part) for part in item)
    codes = (getattr(getattr(type(item), name), "__code__", None) for name in ("__lt__", "__eq__"))
    return any(code is not None and code.co_filename != "<string>" for code in codes)
