# Sleeping between the looks does not help if nobody sets the flag.
# Kind: livelock
import time
from threading import Thread

ready = []


def wait():
    while not ready:
        time.sleep(0.1)


def test():
    thread = Thread(target=wait)
    thread.start()
    thread.join()
