# wait_for with a lambda, two waiters, notify_all.
import threading
from threading import Thread

condition = threading.Condition()
items = []
seen = []


def wait():
    with condition:
        condition.wait_for(lambda: items)
        seen.append(items[0])


def send():
    with condition:
        items.append("x")
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, wait, send)
    assert seen == ["x", "x"]
