# Only the writer takes the lock.
# Kind: assertion
import threading
from threading import Thread

lock = threading.Lock()
pair = {"a": 0, "b": 0}
seen = []


def write():
    with lock:
        pair["a"] = 1
        pair["b"] = 1


def read():
    seen.append(pair["a"] - pair["b"])


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(write, read)
    assert seen == [0]
