# Mistake: never releases the lock, so the next one who needs it waits for ever.
# Fails: increment--no-update-is-lost (deadlock), increment--lock-is-free-afterwards (assertion), increment--respects-the-lock (deadlock)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock.acquire()
    for _ in range(times):
        counter += 1
