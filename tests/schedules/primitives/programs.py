"""Small programs on every schedule of the controlled primitives, and the same ones on CPython's own.

A program is the body of a function. What it prints, and the exception or the deadlock that it ends with, is its
outcome: ``"True False"``, ``"ValueError: parties must be > 0"``, ``"1 (stuck)"``.
"""

from __future__ import annotations

import io
import textwrap
from contextlib import redirect_stdout
from typing import Any

import pytest

from threadlab.schedules.program import Program
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search

IMPORTS = """
import _thread, queue, threading, time
import concurrent.futures as futures
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, Future, ThreadPoolExecutor, as_completed, wait
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore
from threading import Thread, Timer, current_thread, local
Pool = ThreadPoolExecutor
"""
TOGETHER = """
def together(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def run(thread):
    thread.start()
    thread.join()

def attempt(action, *arguments, **words):
    try:
        return action(*arguments, **words)
    except Exception as error:
        return type(error).__name__
"""
MOST_RUNS = 5_000


def source_of(body: str, more: str = "") -> str:
    text = textwrap.dedent(body)
    if "\n" not in text:
        text = text.replace("; ", "\n")
    return f"{IMPORTS}{more}{TOGETHER}\ndef program():\n{textwrap.indent(text, '    ')}\n    return None\n"


def described(printed: str, ending: str) -> str:
    words = " / ".join(printed.split("\n")).strip(" /")
    return f"{words} ({ending})" if words and ending else words or ending


def of_world(world: World) -> str:
    problem = world.problem
    if problem is None:
        ending = ""
    elif problem.exception is None:
        ending = problem.kind
    else:
        ending = in_words(problem.exception)
    return described("".join(world.printed), ending)


def in_words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def outcomes(body: str) -> set[str]:
    """Return the outcomes of a program on all schedules."""
    program = Program(
        [("answer", source_of(body, "from threadlab import Recorder, printed, printed_by\n"))], "def test(): program()"
    )
    learned: frozenset[str] = frozenset()
    search, found = Search(), set[str]()
    for _ in range(MOST_RUNS):
        search.begin()
        world = World(search, program.text, learned=learned, run_on=True)
        program.run(world)
        if world.stopped == "learned":
            learned |= world.facts
            search, found = Search(), set()
            continue
        assert world.stopped in ("", "asleep", "redundant"), world.reason
        search.end(world)
        if not world.stopped:
            found.add(of_world(world))
        if not search.advance():
            return found
    return pytest.fail(f"the program is too big: more than {MOST_RUNS:,} runs")


def real_outcome(body: str) -> str:
    """Return the outcome of a program that has only one, on CPython's own primitives."""
    printed = io.StringIO()
    namespace: dict[str, Any] = {"__name__": "__main__"}
    ending = ""
    with redirect_stdout(printed):
        exec(source_of(body), namespace)
        try:
            namespace["program"]()
        except Exception as error:
            ending = in_words(error)
    return described(printed.getvalue(), ending)


class AsInCPython:
    """What a primitive does, and what it says to misuse, compared with CPython's own.

    Programs that have one outcome whatever the schedule: ``SAME`` has no error in it, ``MISUSES`` end with an exception
    whose words count, and ``WRONG_CALLS`` with one of which only the type does, since what CPython says of a wrong
    call differs from version to version.
    """

    SAME: tuple[str, ...]
    MISUSES: tuple[str, ...]
    WRONG_CALLS: tuple[str, ...]

    def test_it_does_the_same(self, same: str) -> None:
        assert outcomes(same) == {real_outcome(same)}

    def test_misuse_is_told_in_the_same_words(self, misuse: str) -> None:
        assert ": " in real_outcome(misuse)
        assert outcomes(misuse) == {real_outcome(misuse)}

    def test_a_wrong_call_raises_the_same(self, wrong_call: str) -> None:
        (ours,) = outcomes(wrong_call)
        assert real_outcome(wrong_call).endswith("Error") or ": " in real_outcome(wrong_call)
        assert ours.partition(":")[0] == real_outcome(wrong_call).partition(":")[0]
