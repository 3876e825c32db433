# Only where much time passes before the first look and little before the second is it asked for what nobody models.
# Reason: uses os
import time
from threading import Thread


def worker():
    first = time.monotonic()
    second = time.monotonic()
    if first > 1_000 and second - first < 1:
        import os

        os.getpid()


def test():
    thread = Thread(target=worker)
    thread.start()
    thread.join()
