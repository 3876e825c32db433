# The fourth attempt may be the first that comes late enough.
# Kind: assertion
import itertools
import threading
import time

ready = False
took = []


def wait():
    for attempt in itertools.count(1):
        if ready:
            break
        print("attempt", attempt)
        time.sleep(0.1 * attempt)
    took.append(attempt)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
    assert took != [4]
