# To wait for an event, longer each time.
import threading
from threading import Thread

ready = threading.Event()
done = []


def waiter():
    delay = 0.1
    while not ready.wait(delay):
        delay *= 2
    done.append(1)


def setter():
    ready.set()


def test():
    threads = [Thread(target=waiter), Thread(target=waiter), Thread(target=setter)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
