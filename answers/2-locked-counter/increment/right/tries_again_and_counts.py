# Style: tries until it has the lock, and counts in a name of its own how often in vain.
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    spins = 0
    for _ in range(times):
        while not lock.acquire(blocking=False):
            spins += 1
        counter += 1
        lock.release()
