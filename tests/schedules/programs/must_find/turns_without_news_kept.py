# A loop counts how often it has seen nothing new: that may be three times.
# Kind: assertion
import threading
import time

ready = False
quiet = []


def wait():
    last, same = None, 0
    while not ready:
        if ready == last:
            same += 1
        last = ready
        time.sleep(0.1)
    quiet.append(same)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
    assert quiet != [3]
