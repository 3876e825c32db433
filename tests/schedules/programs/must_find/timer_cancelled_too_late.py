# cancel() may come after the Timer has fired.
# Kind: assertion
import threading

fired = []


def test():
    timer = threading.Timer(100, lambda: fired.append(1))
    timer.start()
    timer.cancel()
    timer.join()
    assert fired == []
