# Mistake: takes the lock in the loop and releases it after the loop; the second time round it waits for itself.
# Fails: increment--no-update-is-lost (deadlock), increment--lock-is-free-afterwards (deadlock)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        lock.acquire()
        counter += 1
    lock.release()
