"""What a schedule leaves behind does not reach into another one."""

from __future__ import annotations

import gc
import sys

import pytest

from threadlab import explore

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
        assert explore(CLOCK).verdict == "holds"


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
