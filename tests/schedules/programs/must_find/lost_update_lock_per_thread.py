# threading.local gives each thread a lock of its own.
# Kind: assertion
import threading
from threading import Thread

local = threading.local()
counter = 0


def work():
    global counter
    local.lock = threading.Lock()
    with local.lock:
        counter += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
