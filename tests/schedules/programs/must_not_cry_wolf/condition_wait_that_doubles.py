# To wait for a condition, longer each time, up to a bound.
import threading
from threading import Thread

changed = threading.Condition()
ready = False
done = []


def waiter():
    delay = 0.1
    with changed:
        while not ready:
            changed.wait(delay)
            delay = min(delay * 2, 60)
    done.append(1)


def setter():
    global ready
    with changed:
        ready = True
        changed.notify_all()


def test():
    threads = [Thread(target=waiter), Thread(target=waiter), Thread(target=setter)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
