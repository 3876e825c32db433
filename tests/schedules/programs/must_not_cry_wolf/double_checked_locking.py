# The reference is published when the object is complete.
import threading
from threading import Thread


class Config:
    def __init__(self):
        self.port = 80


lock = threading.Lock()
instance = None
made = []


def get():
    global instance
    if instance is None:
        with lock:
            if instance is None:
                new = Config()
                made.append(1)
                instance = new
    return instance


ports = []


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: ports.append(get().port), lambda: ports.append(get().port))
    assert ports == [80, 80]
    assert made == [1]
