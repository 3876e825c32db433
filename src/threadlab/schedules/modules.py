"""The modules that a program gets when it imports ``threading`` and its kin."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Any

from threadlab.schedules.primitives import clock, condition, event, lock, recorder, thread
from threadlab.schedules.primitives.base import TIMEOUT_MAX


def _module(name: str, contents: Mapping[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(contents)
    module.__dict__["__all__"] = [each for each in contents if not each.startswith("_")]
    return module


def _unchanged(test: Any = None, **_options: Any) -> Any:
    """Stand in for the decorators inside a world: the test is run by whoever explores it."""
    return test if test is not None else _unchanged


@cache
def controlled_modules() -> dict[str, ModuleType]:
    """Return the controlled modules by name; programs cannot change them, so all worlds share them."""
    threading = {
        "Thread": thread.Thread,
        "Timer": thread.Timer,
        "Lock": lock.Lock,
        "RLock": lock.RLock,
        "Condition": condition.Condition,
        "Event": event.Event,
        "current_thread": thread.current_thread,
        "currentThread": thread.current_thread,
        "main_thread": thread.main_thread,
        "enumerate": thread.alive_threads,
        "active_count": thread.active_count,
        "activeCount": thread.active_count,
        "get_ident": thread.get_ident,
        "get_native_id": thread.get_ident,
        "ThreadError": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "ExceptHookArgs": thread.ExceptHookArgs,
    }
    time = {
        name: getattr(clock, name)
        for name in (
            "sleep",
            "time",
            "monotonic",
            "perf_counter",
            "process_time",
            "thread_time",
            "time_ns",
            "monotonic_ns",
            "perf_counter_ns",
        )
    }
    threadlab = {
        "every_schedule": _unchanged,
        "some_schedule": _unchanged,
        "Recorder": recorder.Recorder,
        "printed": recorder.printed,
    }
    return {
        "threading": _module("threading", threading),
        "time": _module("time", time),
        "threadlab": _module("threadlab", threadlab),
    }
