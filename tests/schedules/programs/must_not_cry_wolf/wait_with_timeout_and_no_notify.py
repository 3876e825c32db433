# Nobody notifies; the waiter looks again after each time-out. It polls, but it gets there.
import threading
from threading import Thread

condition = threading.Condition()
value = None
seen = []


def wait():
    with condition:
        while value is None:
            condition.wait(timeout=0.1)
        seen.append(value)


def send():
    global value
    with condition:
        value = 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
    assert seen == [1]
