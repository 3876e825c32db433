# A stamp that comes by way of a plain variable is never later than the clock of who reads it.
import threading

import time

stamp = None
bad = []


def beat():
    global stamp
    time.sleep(1)
    stamp = time.monotonic()


def watch():
    s = stamp
    if s is not None and time.monotonic() < s:
        bad.append(1)


def test():
    a = threading.Thread(target=beat)
    b = threading.Thread(target=watch)
    a.start()
    b.start()
    a.join()
    b.join()
    assert not bad
