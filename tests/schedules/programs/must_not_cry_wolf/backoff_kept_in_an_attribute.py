# One time-out is as good as another, wherever it is kept: that it grows makes no difference.
import threading
from threading import Thread

lock = threading.Lock()
count = 0


class Pause:
    def __init__(self):
        self.seconds = 0.01


def worker():
    global count
    pause = Pause()
    while not lock.acquire(timeout=pause.seconds):
        pause.seconds *= 2
    count += 1
    lock.release()


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2
