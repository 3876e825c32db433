# A thread that starts and joins another.
from threading import Thread

order = []


def inner():
    order.append("inner")


def outer():
    thread = Thread(target=inner)
    thread.start()
    thread.join()
    order.append("outer")


def test():
    thread = Thread(target=outer)
    thread.start()
    thread.join()
    assert order == ["inner", "outer"]
