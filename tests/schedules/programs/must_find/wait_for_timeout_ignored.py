# wait_for with a time-out gives False, and nobody looks.
# Kind: assertion
import threading
from threading import Thread

condition = threading.Condition()
items = []
taken = []


def take():
    with condition:
        condition.wait_for(lambda: items, timeout=1)
        taken.extend(items)


def put():
    with condition:
        items.append(1)
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
    assert taken == [1]
