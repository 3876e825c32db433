# A bounded buffer with one Condition and notify: a producer is woken where a consumer is needed.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()
slot = []


def put():
    with condition:
        while slot:
            condition.wait()
        slot.append(1)
        condition.notify()


def take():
    with condition:
        while not slot:
            condition.wait()
        slot.pop()
        condition.notify()


def put_two():
    put()
    put()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, take, put_two)
