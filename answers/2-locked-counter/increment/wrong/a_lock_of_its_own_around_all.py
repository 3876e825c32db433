# Mistake: Its own lock is held from the look to the change, but the one of all others for the change only.
# Fails: increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock
mine = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with mine:
            seen = counter
            with lock:
                counter = seen + 1
