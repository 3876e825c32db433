# Kind: livelock
# The lock stays taken, and nobody is left who could give it back: however long the time-out becomes.
import threading
from threading import Thread

lock = threading.Lock()


class Pause:
    seconds = 0.01


def worker():
    pause = Pause()
    while not lock.acquire(timeout=pause.seconds):
        pause.seconds *= 2


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
