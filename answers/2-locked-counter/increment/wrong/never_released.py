# Mistake: never releases the lock, so the next one who needs it waits for ever.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--lock-free
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    lock.acquire()
    for _ in range(times):
        counter += 1
