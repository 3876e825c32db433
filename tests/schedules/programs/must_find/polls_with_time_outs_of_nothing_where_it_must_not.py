# A wait of no seconds at all is a look: who makes it again and again polls, though somebody tells.
# Kind: polls
# Options: may_poll=False
import threading

condition = threading.Condition()
ready = False


def wait():
    with condition:
        while not ready:
            condition.wait(0)


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
