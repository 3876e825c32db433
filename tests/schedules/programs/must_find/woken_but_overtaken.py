# Between the notify and the waking another thread takes the item.
# Kind: exception
import threading
from threading import Thread

condition = threading.Condition()
items = []


def wait_and_take():
    with condition:
        if not items:
            condition.wait()
        items.pop()


def put_then_take():
    with condition:
        items.append(1)
        condition.notify()
    with condition:
        if items:
            items.pop()
    with condition:
        items.append(2)
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait_and_take, put_then_take)
