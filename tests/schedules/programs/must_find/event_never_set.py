# Nobody sets the event.
# Kind: lost-wakeup
import threading
from threading import Thread

event = threading.Event()


def test():
    thread = Thread(target=event.wait)
    thread.start()
    thread.join()
