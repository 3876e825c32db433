# Mistake: what is counted up is a variable of the function, and the counter itself stays as it is.
# Fails: increment--no-update-is-lost (assertion), increment--lock-is-free-afterwards (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    value = counter
    for _ in range(times):
        with lock:
            value += 1
