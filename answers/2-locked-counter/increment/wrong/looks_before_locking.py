# Mistake: looks whether the lock is free and then works without taking it.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading
import time

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        while lock.locked():
            time.sleep(0.01)
        counter += 1
