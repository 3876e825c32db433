# One Condition, while, notify_all: two producers, one consumer, room for one.
import threading
from threading import Thread

condition = threading.Condition()
slot = []
seen = []


def put(item):
    with condition:
        while slot:
            condition.wait()
        slot.append(item)
        condition.notify_all()


def take():
    for _ in range(2):
        with condition:
            while not slot:
                condition.wait()
            seen.append(slot.pop())
            condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: put("a"), lambda: put("b"), take)
    assert sorted(seen) == ["a", "b"]
