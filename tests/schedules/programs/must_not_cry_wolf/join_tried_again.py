# join with a time-out, tried again until the thread has ended.
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    while thread.is_alive():
        thread.join(timeout=0.1)
    assert done == [1]
