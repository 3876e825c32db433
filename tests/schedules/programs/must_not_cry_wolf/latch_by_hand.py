# A count-down latch: the main thread waits until both have reported.
import threading
from threading import Thread

condition = threading.Condition()
missing = 2
reports = []


def work(name):
    global missing
    reports.append(name)
    with condition:
        missing -= 1
        if missing == 0:
            condition.notify()


def test():
    for name in "ab":
        Thread(target=work, args=(name,)).start()
    with condition:
        condition.wait_for(lambda: missing == 0)
    assert sorted(reports) == ["a", "b"]
