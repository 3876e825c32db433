# Two consumers wait with if; both are woken for one item.
# Kind: exception
import threading
from threading import Thread

condition = threading.Condition()
items = []


def take():
    with condition:
        if not items:
            condition.wait()
        items.pop()


def put_two():
    for item in range(2):
        with condition:
            items.append(item)
            condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, take, put_two)
