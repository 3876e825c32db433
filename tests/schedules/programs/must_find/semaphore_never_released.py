# Nobody releases the semaphore that is waited for.
# Kind: deadlock
import threading
from threading import Thread

gate = threading.Semaphore(0)


def test():
    thread = Thread(target=gate.acquire)
    thread.start()
    thread.join()
