# Tickets and turns: each waits for its own number, notify_all wakes everybody.
# Options: may_poll=False
import threading
from threading import Thread

condition = threading.Condition()
turn = 0
order = []


def work(ticket):
    global turn
    with condition:
        while turn != ticket:
            condition.wait()
        order.append(ticket)
        turn += 1
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(2), lambda: work(1), lambda: work(0))
    assert order == [0, 1, 2]
