"""What most courses do: run it 1,000 times on real threads and hope; a second without an end is a deadlock."""

from __future__ import annotations

import threading

from programs import PROGRAMS

RUNS = 1_000


class Kit:
    Lock = staticmethod(threading.Lock)
    Condition = staticmethod(threading.Condition)
    Shared = object


def judge(name: str) -> tuple[str, int]:
    setup, workers, invariant = PROGRAMS[name].make(Kit)
    for run in range(1, RUNS + 1):
        state = setup()
        threads = [threading.Thread(target=worker, args=(state,), daemon=True) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=1)
        if any(thread.is_alive() for thread in threads) or not invariant(state):
            return "fails", run
    return "holds", RUNS
