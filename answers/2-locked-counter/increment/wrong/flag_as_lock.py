# Mistake: a flag of its own in place of the lock; two threads can both find it False.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
busy = False


def increment(times):
    global counter, busy
    for _ in range(times):
        while busy:
            pass
        busy = True
        counter += 1
        busy = False
