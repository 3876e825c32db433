"""Threads that wait for one another, each for the next one and the last for the first."""

from __future__ import annotations

from collections.abc import Sequence

from threadlab.schedules.result import Blocked


def waits_for(blocked: Blocked) -> str:
    """Return the thread on which it depends whether a stopped thread can go on; "" where none is known."""
    if blocked.action == "join" and not blocked.held_by:
        return blocked.target.removeprefix("thread ")
    return blocked.held_by


def ring(stopped: Sequence[Blocked]) -> tuple[Blocked, ...]:
    """Return a ring among stopped threads, in the order of waiting; () where there is none."""
    by_thread = {blocked.thread: blocked for blocked in stopped}
    for blocked in stopped:
        path: list[Blocked] = []
        here: Blocked | None = blocked
        while here is not None and here not in path:
            path.append(here)
            here = by_thread.get(waits_for(here))
        if here is not None:
            return tuple(path[path.index(here) :])
    return ()
