"""Threads in Python, judged on every schedule.

A check is a plain function that uses ``threading`` like any program::

    from threadlab import every_schedule

    @every_schedule
    def two_threads_lose_no_update(): ...

Underneath is ``explore(test, source)``, which gives a ``Result``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threadlab.notebook.bounded_buffer import BoundedBuffer, Closed
    from threadlab.notebook.decorators import every_schedule, one_schedule, some_schedule
    from threadlab.notebook.kernel.time_limit import time_limit
    from threadlab.notebook.learner_errors import CannotCheck, CheckFailed
    from threadlab.notebook.recorder import Recorder, printed, printed_by
    from threadlab.schedules.explore import explore
    from threadlab.schedules.result import Blocked, Failure, Held, Race, Result, Step

__version__ = "0.2.0"

__all__ = [
    "Blocked",
    "BoundedBuffer",
    "CannotCheck",
    "CheckFailed",
    "Closed",
    "Failure",
    "Held",
    "Race",
    "Recorder",
    "Result",
    "Step",
    "every_schedule",
    "explore",
    "one_schedule",
    "printed",
    "printed_by",
    "some_schedule",
    "time_limit",
]

_HOMES = {
    "threadlab.notebook.bounded_buffer": ("BoundedBuffer", "Closed"),
    "threadlab.notebook.decorators": ("every_schedule", "one_schedule", "some_schedule"),
    "threadlab.notebook.learner_errors": ("CannotCheck", "CheckFailed"),
    "threadlab.notebook.recorder": ("Recorder", "printed", "printed_by"),
    "threadlab.notebook.kernel.time_limit": ("time_limit",),
    "threadlab.schedules.explore": ("explore",),
    "threadlab.schedules.result": ("Blocked", "Failure", "Held", "Race", "Result", "Step"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a command that needs none of them should start at once."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
