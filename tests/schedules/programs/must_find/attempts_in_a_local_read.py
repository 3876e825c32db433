# A thread counts its attempts in a threading.local, and tells how many they were, which must be none.
# Kind: assertion
import threading

ready = False
own = threading.local()
took = []


def wait():
    own.tries = 0
    while not ready:
        own.tries += 1
    took.append(own.tries)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
    assert took == [0]
