# A thread counts its attempts in a threading.local, and nobody looks at the count.
import threading

ready = False
own = threading.local()


def wait():
    own.tries = 0
    while not ready:
        own.tries += 1


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
