"""frontrun: its complete search, without a bound on preemptions, on real threads."""

from __future__ import annotations

import threading

import frontrun
from programs import PROGRAMS


class kit:
    Lock = staticmethod(lambda: threading.Lock())
    Condition = staticmethod(lambda: threading.Condition())
    Shared = object


def judge(name: str) -> tuple[str, int]:
    setup, workers, invariant = PROGRAMS[name][1](kit)
    result = frontrun.explore(
        setup, workers, invariant, preemption_bound=None, reproduce_on_failure=0, total_timeout=50
    )
    return ("holds" if result.property_holds else "fails"), result.num_explored
