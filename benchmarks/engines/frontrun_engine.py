"""frontrun: its complete search, without a bound on preemptions, on real threads."""

from __future__ import annotations

import threading

import frontrun
from programs import PROGRAMS


class Kit:
    Lock = staticmethod(lambda: threading.Lock())  # noqa: PLW0108 - it is replaced later
    Condition = staticmethod(lambda: threading.Condition())  # noqa: PLW0108
    Shared = object


def judge(name: str) -> tuple[str, int]:
    setup, workers, invariant = PROGRAMS[name].make(Kit)
    result = frontrun.explore(
        setup, workers, invariant, preemption_bound=None, reproduce_on_failure=0, total_timeout=50
    )
    verdicts = {True: "holds", False: "fails", None: "undecided"}
    return verdicts[result.property_holds], result.num_explored
