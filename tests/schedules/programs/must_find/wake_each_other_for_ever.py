# Two threads that wake each other in vain, again and again: nobody ever gets further.
# Kind: endless

import threading
from threading import Thread

condition = threading.Condition()
ready = False


def work():
    with condition:
        while not ready:
            condition.notify_all()
            condition.wait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
