"""Timer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from threadlab.schedules.primitives.event import Event
from threadlab.schedules.primitives.thread import Thread
from threadlab.schedules.running.world import current_world


class Timer(Thread):
    """A thread that calls a function after ``interval`` seconds unless cancelled before, as ``threading.Timer``."""

    __module__ = "threading"

    def __init__(
        self,
        interval: float,
        function: Callable[..., object],
        args: Iterable[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
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
            current_world().callee(self.function)(*self.args, **self.kwargs)
        self.finished.set()
