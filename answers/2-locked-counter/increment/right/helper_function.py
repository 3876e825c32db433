# Style: a helper that expects the lock to be held.
import threading

counter = 0
lock = threading.Lock()


def add_one():
    """Call this with the lock held."""
    global counter
    counter += 1


def increment(times):
    for _ in range(times):
        with lock:
            add_one()
