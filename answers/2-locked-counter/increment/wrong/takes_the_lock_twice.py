# Mistake: a function that holds the lock calls another that takes it again; a plain Lock waits for itself.
# Fails: increment--no-update-is-lost (deadlock), increment--lock-is-free-afterwards (deadlock), increment--respects-the-lock (deadlock)
import threading

counter = 0
lock = threading.Lock()


def step():
    global counter
    with lock:
        counter += 1


def increment(times):
    with lock:
        for _ in range(times):
            step()
