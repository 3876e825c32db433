# Mistake: protects the counter by another lock than the one that everybody else uses.
# Fails: increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
my_lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with my_lock:
            counter += 1
