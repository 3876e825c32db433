# A Timer that is cancelled before it is started never fires.
import threading

fired = []


def test():
    timer = threading.Timer(30, fired.append, args=[1])
    timer.cancel()
    timer.start()
    timer.join()
    assert fired == []
