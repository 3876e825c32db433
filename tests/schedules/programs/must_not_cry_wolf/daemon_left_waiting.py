# A daemon thread may wait for ever when the test ends.
import threading

event = threading.Event()


def test():
    thread = threading.Thread(target=event.wait, daemon=True)
    thread.start()
    assert thread.daemon
