# A sleep of the caller's does not wait for the thread.
# Kind: assertion
import time
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    time.sleep(60)
    assert done == [1]
