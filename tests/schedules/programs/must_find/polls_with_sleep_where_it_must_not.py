# Sleeping between the looks, where the test forbids it.
# Kind: polls
# Options: may_poll=False
import time
from threading import Lock, Thread

lock = Lock()
inbox = []


def receive():
    while True:
        with lock:
            if inbox:
                return
        time.sleep(0.01)


def send():
    with lock:
        inbox.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(receive, send)
