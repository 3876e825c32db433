# A deadline may pass while another thread can still go on.
# Kind: exception
import threading
import time

ready = False


def b():
    global ready
    ready = True


def a():
    end = time.monotonic() + 5
    while not ready:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)


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
