# Mistake: works out the new total before it takes the lock.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    total = counter + times
    with lock:
        counter = total
