# Two philosophers, each takes the left fork first.
# Kind: deadlock
import threading
from threading import Thread

forks = [threading.Lock(), threading.Lock()]


def dine(seat):
    with forks[seat]:
        with forks[(seat + 1) % 2]:
            pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: dine(0), lambda: dine(1))
