# set() and clear() at once: a waiter that comes later waits for ever.
# Kind: lost-wakeup
import threading
from threading import Thread

event = threading.Event()


def pulse():
    event.set()
    event.clear()


def wait():
    event.wait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(pulse, wait)
