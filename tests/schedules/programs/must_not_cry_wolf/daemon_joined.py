# A daemon thread that is joined has done its work.
from threading import Thread

done = []


def test():
    thread = Thread(target=done.append, args=(1,), daemon=True)
    thread.start()
    thread.join()
    assert done == [1]
