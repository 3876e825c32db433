# An attribute of the class, shared by all instances, each of which has a lock of its own.
# Kind: assertion
import threading
from threading import Thread


class Session:
    count = 0

    def __init__(self):
        self.lock = threading.Lock()

    def open(self):
        with self.lock:
            Session.count += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(Session().open, Session().open)
    assert Session.count == 2
