# Two threads that wake each other in vain, again and again: nobody ever gets further.
# Not decided: its schedules have no end, so no search is complete, and none of them repeats a state of one thread alone.
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
