# Mistake: sleeps a little so that the threads do not meet, and takes no lock.
# Fails: increment--two-threads-once, increment--two-threads-twice, increment--three-threads-once, increment--respects-lock
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
