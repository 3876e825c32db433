# The row of dots grows, but nobody looks at what is printed.
import threading
import time

ready = False


def wait():
    dots = ""
    while not ready:
        dots += "."
        print(f"waiting {dots}")
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
