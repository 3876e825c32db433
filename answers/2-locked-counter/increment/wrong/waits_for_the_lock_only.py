# Mistake: Waits until the lock is free, but does not hold it while it counts.
# Fails: increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()
busy = threading.Semaphore(1)


def increment(times):
    global counter
    for _ in range(times):
        with busy:
            if lock.acquire(blocking=False):
                counter += 1
                lock.release()
            else:
                with lock:
                    pass
                counter += 1
