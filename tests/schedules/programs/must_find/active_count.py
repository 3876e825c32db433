# The number of living threads is not known while they run.
# Kind: assertion
import threading


def test():
    thread = threading.Thread(target=print)
    thread.start()
    alive = threading.active_count()
    thread.join()
    assert alive == 2
