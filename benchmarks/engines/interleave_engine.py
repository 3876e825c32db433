"""interleave-test: 500 random schedules, its default way; it proves nothing, so "holds" means "not found"."""

from __future__ import annotations

import threading

import interleave_test
from programs import PROGRAMS


class Kit:
    Lock = staticmethod(lambda: threading.Lock())  # noqa: PLW0108 - it is replaced later
    Condition = staticmethod(lambda: threading.Condition())  # noqa: PLW0108
    Shared = object


def judge(name: str) -> tuple[str, int]:
    setup, workers, invariant = PROGRAMS[name].make(Kit)

    def model() -> None:
        state = setup()
        tasks = [interleave_test.spawn(worker, state) for worker in workers]
        for task in tasks:
            task.join()
        assert invariant(state)

    result = interleave_test.explore(model, iterations=500, seed=0, raise_on_failure=False)
    return ("holds" if result.ok else "fails"), result.schedules_run
