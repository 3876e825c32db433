"""Ours: complete search by ``explore``."""

from __future__ import annotations

import inspect

from programs import PROGRAMS

from threadlab import explore

TEST = """
from threading import Condition, Lock, Thread

class Shared:
    pass

class kit:
    pass

kit.Condition, kit.Lock, kit.Shared = Condition, Lock, Shared

def test():
    setup, workers, invariant = {function}{arguments}(kit)
    state = setup()
    threads = [Thread(target=worker, args=(state,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert invariant(state)
"""


# What a test's author hands over is text: to read it is no part of judging.
SOURCES = {program.function: inspect.getsource(program.function) for program in PROGRAMS.values()}


def judge(name: str) -> tuple[str, int]:
    program = PROGRAMS[name]
    test = TEST.format(function=program.function.__name__, arguments=repr(program.arguments).replace(",)", ")"))
    result = explore(test, SOURCES[program.function])
    return result.verdict, result.schedules
