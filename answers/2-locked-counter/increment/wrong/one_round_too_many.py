# Mistake: One round more than was asked for.
# Fails: increment--no-update-is-lost (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    for _ in range(times + 1):
        with lock:
            counter += 1
