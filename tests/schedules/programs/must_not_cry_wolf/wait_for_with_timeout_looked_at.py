# wait_for with a time-out tells whether the predicate holds.
import threading
from threading import Thread

condition = threading.Condition()
items = []
outcome = []


def take():
    with condition:
        if condition.wait_for(lambda: items, timeout=1):
            outcome.append(items.pop())
        else:
            outcome.append("nothing")


def put():
    with condition:
        items.append("item")
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
    assert outcome in (["item"], ["nothing"])
