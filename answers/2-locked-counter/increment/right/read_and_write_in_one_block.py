# Style: read, change and write spelled out, all inside one block.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for _ in range(times):
        with lock:
            value = counter
            value = value + 1
            counter = value
