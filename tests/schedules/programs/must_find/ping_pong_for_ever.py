# Two that wake each other for ever: the test waits for an end that never comes.
# Kind: endless
import threading

x = threading.Event()
y = threading.Event()


def a():
    while True:
        x.wait()
        x.clear()
        y.set()


def b():
    while True:
        y.wait()
        y.clear()
        x.set()


x.set()


def test():
    ts = [threading.Thread(target=f) for f in (a, b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
