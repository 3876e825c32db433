"""What a schedule leaves behind does not reach into another one."""

from __future__ import annotations

import gc
import sys

import pytest

from threadlab import explore
from threadlab.schedules.explore import Explorer, SearchLimits
from threadlab.schedules.program import Program

# A generator in a ring of references: only the garbage collector ends it, and then it goes on in its ``finally``.
LEFT = """
import threading, time
lock = threading.Lock()
class Holder: pass
def items(holder):
    try:
        yield 1
    finally:
        time.sleep(10)
def work():
    holder = Holder()
    holder.items = items(holder)
    for _ in holder.items:
        lock.acquire()
        lock.acquire()
"""
STUCK = """
def test():
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
"""
CLOCK = """
import time
def test():
    began = time.monotonic()
    kept = [[] for _ in range(20_000)]  # work for the collector
    assert time.monotonic() < began + 5
"""


def test_a_generator_that_is_collected_later_does_not_move_the_clock_of_another_program():
    for _ in range(5):
        assert explore(STUCK, LEFT).verdict == "fails"
        assert explore(CLOCK, want="some").verdict == "holds"  # on a quick machine


def test_it_leaves_without_a_word(monkeypatch: pytest.MonkeyPatch):
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    explore(STUCK, LEFT)
    gc.collect()
    assert said == []


def test_the_garbage_collector_is_left_as_it_was():
    assert gc.isenabled()
    explore(STUCK, LEFT)
    assert gc.isenabled()
    gc.disable()
    try:
        explore(STUCK, LEFT)
        assert not gc.isenabled()
    finally:
        gc.enable()


CLASSES = """
import threading
from collections import namedtuple
class Own: pass
class OwnList(list): pass
class OwnLock(threading.Semaphore): pass
Pair = namedtuple("Pair", "one two")
"""
USED = """
def test():
    own, kept, lock = Own(), OwnList(), OwnLock()
    own.value = 1
    def work():
        with lock:
            kept.append(Pair(own.value, 2).one)
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_the_classes_of_a_schedule_do_not_outlive_it():
    explorer = Explorer(Program([("answer", CLASSES)], USED), SearchLimits(), "every")
    result = explorer.search()
    assert result.verdict == "holds"
    assert result.schedules > 3
    gc.collect()
    alive = [
        each.__name__ for each in gc.get_objects() if issubclass(type(each), type) and each.__module__ == "__main__"
    ]
    assert all(alive.count(name) <= 1 for name in ("Own", "OwnList", "OwnLock", "Pair")), alive
