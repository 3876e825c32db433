# Two threads that look again after each time-out: it polls, and it is right, but each turn of one disturbs the other.
import threading
from threading import Thread

condition = threading.Condition()
ready = False


def wait():
    with condition:
        while not ready:
            condition.wait(timeout=0.1)


def send():
    global ready
    with condition:
        ready = True
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, wait, send)
