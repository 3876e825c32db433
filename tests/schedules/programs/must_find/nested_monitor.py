# wait() gives back the inner lock only; the outer one keeps the notifier out.
# Kind: deadlock|lost-wakeup
import threading
from threading import Thread

outer = threading.Lock()
condition = threading.Condition()
ready = False


def wait():
    with outer:
        with condition:
            while not ready:
                condition.wait()


def send():
    global ready
    with outer:
        with condition:
            ready = True
            condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
