# Waiting with a time-out, in a loop, for what is told: it would be right were no time-out ever to come.
# Options: may_poll=False
import threading

condition = threading.Condition()
ready = False


def wait():
    with condition:
        while not ready:
            condition.wait(timeout=0.1)


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
