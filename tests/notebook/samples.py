"""Answers and tests of the shape that the course has, and cells made of them."""

from threadlab.notebook.cell_text.cells import Cell

LOCKED = """
import threading

counter = 0
lock = threading.Lock()

def increment(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 1
"""

UNLOCKED = """
counter = 0

def increment(times):
    global counter
    for _ in range(times):
        counter += 1
"""

STUB = """
def increment(times):
    # YOUR CODE HERE
    raise NotImplementedError()
"""

TWO_THREADS = """
from threading import Thread
from threadlab import every_schedule

@every_schedule(question="Which two steps must no other thread come between?")
def two_threads_lose_no_update():
    threads = [Thread(target=increment, args=(1,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == 2
"""

CAN_OVERLAP = """
from threading import Thread
from threadlab import Recorder, some_schedule

@some_schedule
def both_can_be_inside():
    inside = Recorder()
    def visit():
        inside.enter()
        increment(0)
        inside.leave()
    threads = [Thread(target=visit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside.most_inside == 2
"""

HIDDEN = (
    "\n### BEGIN HIDDEN TESTS\n"
    + TWO_THREADS.replace("two_threads_lose_no_update", "a_secret_number").replace("== 2", "== 2, 'PASSWORD'")
    + "### END HIDDEN TESTS\n"
)


def plain(text, cell_id="plain"):
    return Cell(cell_id, "code", text)


def answer(text, exercise="increment"):
    return Cell(exercise, "code", text, exercise, solution=True)


def check(text, grade_id="increment--no_update_is_lost", points=3):
    return Cell(grade_id, "code", text, grade_id, points, grade=True, locked=True)
