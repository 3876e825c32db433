# The invariant is broken only while the lock is held.
import threading
from threading import Thread

lock = threading.Lock()
left, right = 10, 0
seen = []


def move():
    global left, right
    with lock:
        left -= 3
        right += 3


def audit():
    with lock:
        seen.append(left + right)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(move, audit, move)
    assert seen == [10]
