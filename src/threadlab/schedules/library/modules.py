"""The modules that a program gets when it imports ``threading`` and its kin."""

from __future__ import annotations

import importlib
import queue as real_queue
import sys
import threading as real_threading
from collections.abc import Callable, Mapping
from concurrent import futures as real_futures
from concurrent.futures.thread import BrokenThreadPool
from contextlib import nullcontext
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any

from threadlab.schedules.library.absent import Absent, inner_modules
from threadlab.schedules.primitives import (
    barrier,
    clock,
    condition,
    event,
    live_threads,
    local,
    lock,
    low_level,
    semaphore,
    thread,
    timer,
)
from threadlab.schedules.primitives.base import TIMEOUT_MAX
from threadlab.schedules.primitives.for_tests import bounded_buffer, recorder
from threadlab.schedules.primitives.futures import executor, future, waiting
from threadlab.schedules.primitives.module_variables import get_variable
from threadlab.schedules.primitives.queues import queue
from threadlab.schedules.running.world import current_world


def _module(
    name: str, contents: Mapping[str, Any], changing: Mapping[str, Callable[[], Any]] = MappingProxyType({})
) -> ModuleType:
    """Return a module that stands in for the real one of that name. What only the real one has is not modelled."""

    def missing(attribute: str) -> Any:
        if attribute in changing:
            return changing[attribute]()
        if attribute in parts or (not attribute.startswith("__") and attribute in real):
            return Absent(f"uses {name}.{attribute}")
        raise AttributeError(f"module {name!r} has no attribute {attribute!r}", name=attribute, obj=module)

    module, parts = ModuleType(name), inner_modules(name)
    vars(module).update(contents)
    offered = vars(importlib.import_module(name))
    real = frozenset(
        dir(importlib.import_module(name))
    )  # known now: where code is judged, nothing can be imported later
    names = dict.fromkeys((*contents, *changing, *offered.get("__all__", offered)))
    vars(module)["__all__"] = [each for each in names if not each.startswith("_")]
    vars(module)["__getattr__"] = missing
    return module


def _excepthook() -> Callable[[Any], object]:
    """Return what is called when an exception leaves a thread; a program may replace it."""
    hook: Callable[[Any], object] = get_variable(current_world(), "threading", "excepthook", thread.except_hook)
    return hook


def _unchanged(test: Any = None, **_options: Any) -> Any:
    """Stand in for the decorators inside a world: the test is run by whoever explores it."""
    return test if test is not None else _unchanged


def _without_limit(seconds: float) -> nullcontext[None]:  # noqa: ARG001 - as programs name it
    """Stand in for the limit of cells that are run with real threads: the search has limits of its own."""
    return nullcontext()


@cache
def controlled_modules() -> dict[str, ModuleType]:
    """Return the controlled modules by name; programs cannot change them, so all worlds share them."""
    new_lock = lock.Lock if sys.version_info >= (3, 13) else lock.new_lock
    threading = {
        "Thread": thread.Thread,
        "Timer": timer.Timer,
        "Lock": new_lock,
        "RLock": lock.new_rlock,
        "Condition": condition.Condition,
        "Semaphore": semaphore.Semaphore,
        "BoundedSemaphore": semaphore.BoundedSemaphore,
        "Event": event.Event,
        "Barrier": barrier.Barrier,
        "BrokenBarrierError": real_threading.BrokenBarrierError,
        "local": local.local,
        "current_thread": thread.current_thread,
        "currentThread": thread.current_thread,
        "main_thread": live_threads.main_thread,
        "enumerate": live_threads.alive_threads,
        "active_count": live_threads.active_count,
        "activeCount": live_threads.active_count,
        "get_ident": thread.get_ident,
        "get_native_id": thread.get_ident,
        "ThreadError": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "ExceptHookArgs": real_threading.ExceptHookArgs,
        "__excepthook__": thread.except_hook,
    }
    low = {
        "start_new_thread": low_level.start_new_thread,
        "start_new": low_level.start_new_thread,
        "exit": low_level.exit_thread,
        "exit_thread": low_level.exit_thread,
        "allocate_lock": lock.new_lock,
        "allocate": lock.new_lock,
        "LockType": lock.Lock,
        "RLock": lock.RLock,
        "get_ident": thread.get_ident,
        "get_native_id": thread.get_ident,
        "error": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
    }
    if sys.version_info >= (3, 13):
        low["lock"] = lock.Lock
    queues = {
        "Queue": queue.Queue,
        "LifoQueue": queue.LifoQueue,
        "PriorityQueue": queue.PriorityQueue,
        "SimpleQueue": queue.SimpleQueue,
        "Empty": real_queue.Empty,
        "Full": real_queue.Full,
    }
    if sys.version_info >= (3, 13):
        queues["ShutDown"] = real_queue.ShutDown
    futures = {
        "ThreadPoolExecutor": executor.ThreadPoolExecutor,
        "Executor": executor.Executor,
        "Future": future.Future,
        "wait": waiting.wait,
        "as_completed": waiting.as_completed,
        "FIRST_COMPLETED": real_futures.FIRST_COMPLETED,
        "FIRST_EXCEPTION": real_futures.FIRST_EXCEPTION,
        "ALL_COMPLETED": real_futures.ALL_COMPLETED,
        "CancelledError": real_futures.CancelledError,
        "TimeoutError": TimeoutError,
        "InvalidStateError": real_futures.InvalidStateError,
        "BrokenExecutor": real_futures.BrokenExecutor,
    }
    pools = {
        "ThreadPoolExecutor": executor.ThreadPoolExecutor,
        "BrokenThreadPool": BrokenThreadPool,
    }
    threadlab = {
        "BoundedBuffer": bounded_buffer.BoundedBuffer,
        "Closed": bounded_buffer.Closed,
        "every_schedule": _unchanged,
        "some_schedule": _unchanged,
        "one_schedule": _unchanged,
        "Recorder": recorder.Recorder,
        "printed": recorder.printed,
        "printed_by": recorder.printed_by,
        "time_limit": _without_limit,
    }
    made = {
        "threading": _module("threading", threading, {"excepthook": _excepthook}),
        "_thread": _module("_thread", low),
        "time": _module("time", {name: getattr(clock, name) for name in clock.NAMES}),
        "queue": _module("queue", queues),
        "concurrent.futures": _module("concurrent.futures", futures),
        "concurrent.futures.thread": _module("concurrent.futures.thread", pools),
        "threadlab": _module("threadlab", threadlab),
    }
    # Else ``import concurrent.futures.thread as pools`` would find it in ``sys.modules``, where the real one is.
    vars(made["concurrent.futures"])["thread"] = made["concurrent.futures.thread"]
    return made
