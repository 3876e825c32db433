# A semaphore lets one philosopher fewer than there are forks sit down.
import threading
from threading import Thread

forks = [threading.Lock(), threading.Lock()]
chairs = threading.Semaphore(1)
meals = []


def dine(seat):
    with chairs:
        with forks[seat], forks[(seat + 1) % 2]:
            meals.append(seat)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: dine(0), lambda: dine(1))
    assert len(meals) == 2
