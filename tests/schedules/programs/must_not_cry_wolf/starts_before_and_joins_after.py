# What is written before start() is seen by the thread.
from threading import Thread

data = None
seen = []


def work():
    seen.append(data)


def test():
    global data
    thread = Thread(target=work)
    data = 7
    thread.start()
    thread.join()
    data = 8
    assert seen == [7]
