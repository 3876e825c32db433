# A thread that is not joined is run to its end after the test.
from threading import Thread

done = []


def test():
    Thread(target=lambda: done.append(1)).start()
    assert done in ([], [1])
