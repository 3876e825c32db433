# After cancel and join a Timer has fired once or never.
import threading

fired = []


def test():
    timer = threading.Timer(30, fired.append, args=[1])
    timer.start()
    timer.cancel()
    timer.join()
    assert fired in ([], [1])
    assert timer.finished.is_set()
