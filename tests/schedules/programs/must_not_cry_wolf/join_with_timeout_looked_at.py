# A join with a time-out, and is_alive tells whether it helped.
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    thread.join(timeout=1)
    if not thread.is_alive():
        assert done == [1]
