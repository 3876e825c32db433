"""Ours: complete search by ``explore``."""

from __future__ import annotations

from pathlib import Path

from threadlab import explore

TEST = """
from threading import Condition, Lock, Thread

class Shared:
    pass

class kit:
    pass

kit.Condition, kit.Lock, kit.Shared = Condition, Lock, Shared

def test():
    setup, workers, invariant = PROGRAMS[{name!r}][1](kit)
    state = setup()
    threads = [Thread(target=worker, args=(state,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert invariant(state)
"""


def judge(name: str) -> tuple[str, int]:
    source = Path(__file__).with_name("programs.py").read_text(encoding="utf-8")
    result = explore(TEST.format(name=name), source)
    return result.verdict, result.schedules
