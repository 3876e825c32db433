# Waiting on one Condition, notifying another.
# Kind: lost-wakeup
import threading
from threading import Thread

lock = threading.Lock()
filled = threading.Condition(lock)
emptied = threading.Condition(lock)
items = []


def take():
    with filled:
        while not items:
            filled.wait()
        items.pop()


def put():
    with emptied:
        items.append(1)
        emptied.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
