# A loop counts how often it has seen nothing new, and nobody looks at the count.
import threading
import time

ready = False


def wait():
    last, same = None, 0
    while not ready:
        if ready == last:
            same += 1
        last = ready
        time.sleep(0.1)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
