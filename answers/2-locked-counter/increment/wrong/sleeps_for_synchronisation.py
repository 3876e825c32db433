# Mistake: sleeps a little so that the threads do not meet, and takes no lock.
# Fails: increment--no-update-is-lost (assertion), increment--respects-the-lock (assertion)
import random
import threading
import time

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        time.sleep(random.random() / 100)
        counter += 1
