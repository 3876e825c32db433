# Tickets and turns, and nobody has ticket 0: whoever wakes up goes back to sleep for ever.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()
turn = 0


def work(ticket):
    global turn
    with condition:
        condition.notify_all()
        while turn != ticket:
            condition.wait()
        turn += 1
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(2), lambda: work(1))
