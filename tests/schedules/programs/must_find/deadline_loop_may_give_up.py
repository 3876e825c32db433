# A deadline may pass at any moment, however long it is.
# Kind: exception
import threading
import time

ready = False


def a():
    end = time.monotonic() + 5
    while not ready:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)


def b():
    global ready
    ready = True


def test():
    ts = [
        threading.Thread(target=f)
        for f in (
            a,
            b,
        )
    ]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
