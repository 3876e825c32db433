# Parent and child each lock themselves and then call the other.
# Kind: deadlock
import threading
from threading import Thread


class Parent:
    def __init__(self):
        self.lock = threading.RLock()
        self.child = Child(self)

    def rename(self):
        with self.lock:
            self.child.refresh()

    def refresh(self):
        with self.lock:
            pass


class Child:
    def __init__(self, parent):
        self.lock = threading.RLock()
        self.parent = parent

    def rename(self):
        with self.lock:
            self.parent.refresh()

    def refresh(self):
        with self.lock:
            pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    parent = Parent()
    run(parent.rename, parent.child.rename)
