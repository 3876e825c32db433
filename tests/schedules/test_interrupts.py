"""An interrupt ends a search at once, wherever it comes, and is never taken for something that the program did."""

from __future__ import annotations

import signal
import threading

import pytest

from tests.schedules.greenlets import living
from threadlab import explore
from threadlab.schedules.program import Program
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search

WORK = """
from threading import Lock, Thread
lock = Lock()
def work():
    with lock:
        print("at work")
"""
CATCHES = """
from threading import Thread
def work():
    try:
        print("at work")
    except:
        pass
"""
TEST = """
def test():
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.fixture(autouse=True)
def undisturbed():
    """After each test signals are handled as before, no greenlet is left, and searches go on as ever."""
    handler, before = signal.getsignal(signal.SIGINT), living()
    yield
    assert signal.getsignal(signal.SIGINT) is handler
    assert living() == before
    assert explore(TEST, WORK).verdict == "holds"


@pytest.fixture(params=[(World, "output"), (Search, "choose")], ids=["in a thread", "between two steps"])
def interrupted(request, monkeypatch):
    """Interrupt when something is printed, or chosen, for the second time; return which schedules begin afterwards."""
    where, what = request.param
    does, run = getattr(where, what), Program.run
    times: list[str] = []
    begun: list[World] = []

    def interrupts(*args):
        times.append(what)
        if len(times) == 2:
            signal.raise_signal(signal.SIGINT)
        return does(*args)

    def begins(program, world):
        if len(times) >= 2:
            begun.append(world)
        run(program, world)

    monkeypatch.setattr(where, what, interrupts)
    monkeypatch.setattr(Program, "run", begins)
    yield begun
    assert len(times) >= 2
    monkeypatch.undo()


@pytest.mark.parametrize("program", [WORK, CATCHES], ids=["plain", "catches everything"])
@pytest.mark.parametrize("want", ["every", "some"])
def test_an_interrupt_ends_the_search(interrupted, program, want):
    with pytest.raises(KeyboardInterrupt):
        explore(TEST if want == "every" else f"{TEST}    assert False", program, want=want)
    assert interrupted == []


def test_whoever_handles_interrupts_hears_of_them(interrupted):
    heard = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    try:
        with pytest.raises(KeyboardInterrupt):
            explore(TEST, WORK)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIGINT]


def test_whoever_ignores_interrupts_is_not_interrupted(interrupted):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert explore(TEST, WORK).verdict == "holds"
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_search_in_another_thread_leaves_signals_alone():
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(explore(TEST, WORK).verdict))
    thread.start()
    thread.join()
    assert verdicts == ["holds"]


def test_a_program_that_raises_a_keyboard_interrupt_of_its_own_fails():
    result = explore(TEST, WORK.replace('print("at work")', "raise KeyboardInterrupt"))
    assert result.failure is not None
    assert result.failure.exception == "KeyboardInterrupt"
