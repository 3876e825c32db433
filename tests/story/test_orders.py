"""Stories without a race: a signal that nobody gives, a lock that a sleeper keeps, a barrier that is broken."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.story import Story, tell

TWO_THREADS = """
from threading import Thread
def test():
    threads = [Thread(target={0}), Thread(target={1})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
A_LOOK = """
from threading import Thread
def test():
    thread = Thread(target=move)
    thread.start()
    assert look() in ((0, 0), (1, 1))
    thread.join()
"""


def told(answer: str, test: str) -> Story:
    return tell(explore(test, answer), name="test", sources={"answer": answer})


SIGNAL = """
from threading import Semaphore
ready = Semaphore(0)
def consume():
    ready.acquire()
    ready.acquire()
def produce():
    ready.release()
"""


@pytest.mark.parametrize("answer", [SIGNAL, SIGNAL.replace("    ready.release()", "    pass")])
def test_who_waits_for_a_signal_is_not_asked_for_lines_that_give_it_back(answer: str) -> None:
    story = told(answer, TWO_THREADS.format("consume", "produce"))
    assert story.lead.endswith("nobody is left to release ready.")
    assert story.question == "Who should release ready for thread A, and why does nobody?"


def test_a_semaphore_that_is_taken_and_given_back_as_a_lock_is_asked_for_lines_that_give_it_back() -> None:
    answer = """
from threading import Semaphore
room = Semaphore(1)
def use(twice=False):
    room.acquire()
    room.release()
    if twice:
        room.acquire()
def use_twice():
    use(True)
"""
    story = told(answer, TWO_THREADS.format("use", "use_twice"))
    assert story.question == "Which lines take room, and does each of them give it back, however its function ends?"


SLEEPER = """
from queue import Queue
from threading import Barrier, Lock, Semaphore
lock, tray, meeting, ready = Lock(), Queue(), Barrier(2), Semaphore(0)
def take():
    with lock:
        {0}
def give():
    with lock:
        {1}
"""


@pytest.mark.parametrize(
    ("waits", "gives", "words"),
    [
        ("tray.get()", "tray.put(1)", "waits for an item in tray"),
        ("ready.acquire()", "ready.release()", "waits for ready"),
        ("meeting.wait()", "meeting.wait()", "waits at meeting for more threads"),
    ],
)
def test_who_waits_and_keeps_a_lock_that_another_one_needs_is_the_cause(waits: str, gives: str, words: str) -> None:
    story = told(SLEEPER.format(waits, gives), TWO_THREADS.format("take", "give"))
    assert story.title == "Thread A sleeps for ever, and keeps lock meanwhile"
    assert f"Thread A {words}, and keeps lock meanwhile" in story.lead
    assert "Thread B waits for lock" in story.lead
    assert story.question == "What does thread A hold while it sleeps, and who needs that to wake it?"


def test_of_two_that_wait_for_the_same_the_lock_is_not_the_cause() -> None:
    story = told(SLEEPER.format("tray.get()", "pass"), TWO_THREADS.format("take", "take"))
    assert "keeps lock" not in story.title
    assert story.question == "Who should put something into tray for thread A, and why does nobody?"


BARRIER = """
from threading import Barrier
meeting = Barrier(2)
def first():
    {0}
def second():
    meeting.wait({1})
"""


@pytest.mark.parametrize(
    ("first", "timeout", "did"),
    [
        ("meeting.abort()", "", "Thread A has aborted meeting"),
        ("pass", "1", "Thread B has given up waiting at meeting"),
    ],
)
def test_who_has_broken_a_barrier_is_told(first: str, timeout: str, did: str) -> None:
    story = told(BARRIER.format(first, timeout), TWO_THREADS.format("first", "second"))
    assert story.title.startswith("Thread B stops with BrokenBarrierError")
    assert (
        f"{did}. That breaks it: whoever waits there, and whoever comes later, gets a BrokenBarrierError." in story.lead
    )
    assert "look at what the lines do" not in story.text


def test_a_barrier_whose_error_is_caught_is_told_to_be_broken_all_the_same() -> None:
    answer = """
from threading import Barrier, BrokenBarrierError
meeting = Barrier(2)
met = []
def meet(breaks):
    try:
        if breaks:
            meeting.abort()
        meeting.wait()
        met.append(breaks)
    except BrokenBarrierError:
        pass
"""
    test = TWO_THREADS.format("meet, args=(True,)", "meet, args=(False,)") + "    assert len(met) == 2\n"
    assert "Thread A has aborted meeting" in told(answer, test).lead


HALF = """
from threading import Lock
lock = Lock()
x = y = 0
def move():
    global x, y
    with lock:
        x = 1
    with lock:
        y = 1
def look():
    with lock:
        return (x, y)
"""


def test_what_is_looked_at_between_two_changes_is_told_to_be_half_changed() -> None:
    story = told(HALF, A_LOOK)
    assert story.lead == (
        "Thread A has set x to 1 when the main thread looks, and is still under way: "
        "what is looked at may be half changed."
    )


def test_what_is_looked_at_when_all_is_done_is_not_told_to_be_half_changed() -> None:
    answer = HALF.replace("        y = 1", "        y = 2")
    assert "half changed" not in told(answer, A_LOOK.replace("    assert", "    thread.join()\n    assert")).text


def test_what_was_changed_before_the_looker_was_started_is_not_told_to_be_half_changed() -> None:
    answer = """
from threading import Semaphore
class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.tokens = Semaphore(len(self.free))
    def take(self):
        self.tokens.acquire()
        return self.free.pop()
    def give_back(self, thing):
        self.tokens.release()
        self.free.append(thing)
"""
    test = """
from threading import Thread
def test():
    pool = Pool(["only"])
    thing = pool.take()
    Thread(target=pool.take).start()
    pool.give_back(thing)
"""
    story = told(answer, test)
    assert story.title.startswith("Thread A stops with IndexError")
    assert "half changed" not in story.lead


def test_who_has_the_lock_that_a_check_does_not_get_is_told() -> None:
    answer = "from threading import Lock\nlock = Lock()\ndef use():\n    with lock:\n        print('at work')\n"
    test = """
from threading import Thread
def test():
    Thread(target=use).start()
    got = lock.acquire(blocking=False)
    if got:
        lock.release()
    assert got
"""
    assert told(answer, test).lead == "Thread A has lock when the main thread tries to take it."


def test_where_no_steps_collide_it_is_said_who_went_on_where_another_one_was_interrupted() -> None:
    answer = """
from threading import Lock
def visit(use):
    lock = Lock()
    with lock:
        use()
"""
    test = """
from threading import Thread
from threadlab import Recorder
def test():
    inside = Recorder()
    def enter():
        inside.enter()
        inside.leave()
    for _ in range(2):
        Thread(target=visit, args=(enter,)).start()
    assert inside.most_inside < 2
"""
    story = told(answer, test)
    assert story.lead.startswith("Nothing keeps thread ")
    assert "collide" not in story.text
