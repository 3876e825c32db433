# How long the row of dots is follows from how often the loop looked in vain.
# Kind: assertion
import threading
import time

ready = False
rows = []


def wait():
    dots = ""
    while not ready:
        dots += "."
        print(f"waiting {dots}")
        time.sleep(0.1)
    rows.append(dots)


def go():
    global ready
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
    assert rows != ["..."]
