# Which attempt it is makes no difference but to what is printed, and to how long it sleeps.
import itertools
import threading
import time

ready = False


def wait():
    for attempt in itertools.count(1):
        if ready:
            break
        print("attempt", attempt)
        time.sleep(0.1 * attempt)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
