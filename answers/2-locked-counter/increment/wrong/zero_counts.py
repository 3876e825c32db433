# Mistake: Adds one before it looks whether anything is to be added.
# Fails: increment--no-update-is-lost (assertion)
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    while True:
        with lock:
            counter += 1
        times -= 1
        if times <= 0:
            break
