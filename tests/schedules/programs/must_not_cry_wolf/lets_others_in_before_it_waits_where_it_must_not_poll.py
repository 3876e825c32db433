# A wait of no seconds gives the lock up for a moment and sleeps for nobody; the waiting is done by another one.
# Options: may_poll=False
import threading

condition = threading.Condition()
ready = False


def wait():
    with condition:
        condition.wait(0)
        while not ready:
            condition.wait()


def send():
    global ready
    with condition:
        ready = True
        condition.notify_all()


def test():
    threads = [threading.Thread(target=target) for target in (wait, send)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
