# Mistake: Read and write in two blocks.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            seen = counter
        with lock:
            counter = seen + 1
