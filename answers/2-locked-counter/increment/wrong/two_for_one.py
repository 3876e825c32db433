# Mistake: Adds 2 in each round.
# Fails: increment--no-update-is-lost (assertion)
import threading

counter = 0
lock = threading.Lock()  # whoever changes the counter holds this lock


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            counter += 2
