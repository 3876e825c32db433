"""When a world ends, what is left of its program leaves without a word and without an effect."""

import gc

from threadlab import explore

ANSWER = """
import threading
lock = threading.Lock()
left = []
def numbers():
    try:
        while True:
            yield len(left)
    finally:
        left.append("generator")
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *error):
        left.append("manager")
        return True
def work():
    iterator = numbers()
    next(iterator)
    while True:
        try:
            with Manager(), lock, lock:
                pass
        except BaseException:
            left.append("handler")
        finally:
            left.append("finally")
"""

TEST = """
from threading import Thread
def test():
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_generators_managers_and_handlers_let_go_of_a_world_that_ends(capfd):
    result = explore(TEST, ANSWER)
    gc.collect()
    assert result.failure is not None
    assert result.failure.kind == "deadlock"
    assert capfd.readouterr() == ("", "")


def test_a_generator_that_prints_at_its_end_prints_nothing_when_the_world_has_ended(capfd):
    printing = (
        "def numbers():\n    try:\n        yield 1\n    finally:\n        print('over')\nleft = numbers()\nnext(left)"
    )
    assert explore("def test(): pass", printing).verdict == "holds"
    gc.collect()
    assert capfd.readouterr() == ("", "")
