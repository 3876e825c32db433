"""ploom: its complete search; it has locks and cells of its own, and no Condition."""

from __future__ import annotations

import ploom
from programs import PROGRAMS


def cell(name: str) -> property:
    def read(self: object) -> object:
        return vars(self)[name].read()

    def write(self: object, value: object) -> None:
        if name in vars(self):
            vars(self)[name].write(value)
        else:
            vars(self)[name] = ploom.SharedCell(value)

    return property(read, write)


class Kit:
    Lock = ploom.Lock
    Shared = object


def judge(name: str) -> tuple[str, int]:
    setup, workers, invariant = PROGRAMS[name].make(Kit)
    for name in setup.fields:
        setattr(setup, name, cell(name))

    def scenario() -> None:
        state = setup()
        threads = [ploom.Thread(target=lambda worker=worker: worker(state)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert invariant(state)

    if "condition" in setup.__init__.__code__.co_names:
        raise NotImplementedError("ploom has no Condition")
    config = ploom.Config(max_executions=2_000, max_steps=1_000, max_tasks=16, timeout=50.0, max_preemptions=None)
    try:
        statistics = ploom.check(scenario, config=config, on_failure=lambda *_: None)
    except ploom.ModelCheckError as error:
        return "fails", getattr(getattr(error, "statistics", None), "executions", 1)
    except ploom.IncompleteExplorationError:
        return "undecided", 2_000
    return "holds", getattr(statistics, "executions", 0)
