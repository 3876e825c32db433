# join with a time-out may return before the thread has ended.
# Kind: assertion
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    thread.join(timeout=10)
    assert done == [1]
