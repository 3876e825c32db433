# Mistake: Returns with the lock held when there is nothing to add.
# Fails: increment--lock-is-free-afterwards (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    lock.acquire()
    if times == 0:
        return
    for _ in range(times):
        counter += 1
    lock.release()
