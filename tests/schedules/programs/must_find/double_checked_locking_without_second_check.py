# The second check is missing, so the object is made twice.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
instance = None
made = []


def get():
    global instance
    if instance is None:
        with lock:
            made.append(1)
            instance = object()
    return instance


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(get, get)
    assert len(made) == 1
