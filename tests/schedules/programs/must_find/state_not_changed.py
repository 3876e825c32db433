# The waiter is woken, finds the state unchanged, and waits again.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()
ready = False


def wait():
    with condition:
        condition.wait_for(lambda: ready)


def send():
    with condition:
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
