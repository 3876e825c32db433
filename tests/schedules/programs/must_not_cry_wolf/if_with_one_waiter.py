# One waiter, one notifier and nobody else: "if" is enough, for this model wakes nobody without a notify.
import threading
from threading import Thread

condition = threading.Condition()
item = None
seen = []


def take():
    with condition:
        if item is None:
            condition.wait()
        seen.append(item)


def put():
    global item
    with condition:
        item = 1
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, put)
    assert seen == [1]
