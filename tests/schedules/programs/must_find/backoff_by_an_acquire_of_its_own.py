# Kind: exception
# What the program itself calls acquire may do anything with a time-out.
import threading
from threading import Thread

lock = threading.Lock()


class Impatient:
    def acquire(self, timeout):
        if timeout > 1:
            raise RuntimeError("too long")
        return lock.acquire(timeout=timeout)


impatient = Impatient()


def worker():
    delay = 0.1
    while not impatient.acquire(timeout=delay):
        delay *= 2
    lock.release()


def test():
    threads = [Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
