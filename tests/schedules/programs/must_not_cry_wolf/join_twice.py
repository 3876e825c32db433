# Joining twice does no harm, and a time-out on an ended thread does not matter.
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    thread.join()
    thread.join(timeout=1)
    assert done == [1]
