# A slot with two Conditions over one lock, notify only.
import threading
from threading import Thread

lock = threading.Lock()
filled = threading.Condition(lock)
emptied = threading.Condition(lock)
slot = []
seen = []


def put():
    for item in (1, 2):
        with lock:
            while slot:
                emptied.wait()
            slot.append(item)
            filled.notify()


def take():
    for _ in range(2):
        with lock:
            while not slot:
                filled.wait()
            seen.append(slot.pop())
            emptied.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, take)
    assert seen == [1, 2]
