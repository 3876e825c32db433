# A Timer that is waited for.
import threading

done = []


def test():
    timer = threading.Timer(30, done.append, args=[1])
    timer.start()
    timer.join()
    assert done == [1]
