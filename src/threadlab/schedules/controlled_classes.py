"""The classes of ``threading``, ``queue`` and ``concurrent.futures`` that are controlled, in one place, by their names.

Of which kind an object is decides what stories call it, and whether its name is looked for where it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

PrimitiveKind = Literal[
    "lock",
    "condition",
    "semaphore",
    "event",
    "barrier",
    "thread",
    "queue",
    "future",
    "executor",
    "buffer",  # a bounded buffer that a test brings along
    "recorder",  # the books of a test
]

CONTROLLED_CLASSES: Mapping[str, PrimitiveKind] = MappingProxyType(
    {
        "Lock": "lock",
        "RLock": "lock",
        "Condition": "condition",
        "Semaphore": "semaphore",
        "BoundedSemaphore": "semaphore",
        "Event": "event",
        "Barrier": "barrier",
        "Thread": "thread",
        "Timer": "thread",
        "Queue": "queue",
        "LifoQueue": "queue",
        "PriorityQueue": "queue",
        "SimpleQueue": "queue",
        "Future": "future",
        "Executor": "executor",
        "ThreadPoolExecutor": "executor",
        "BoundedBuffer": "buffer",
        "Recorder": "recorder",
    }
)

NAMELESS: frozenset[PrimitiveKind] = frozenset({"thread", "recorder"})
"""Kinds that stories do not number where names fail: threads have letters, and no test has two recorders alike."""

NUMBERED: frozenset[str] = frozenset(get_args(PrimitiveKind)) - NAMELESS
"""Kinds of which stories say "lock 1" and "lock 2" where the program's names do not tell two apart."""
