# Each puts the first fork back if the second is not free, and tries again.
import threading
from threading import Thread

forks = [threading.Lock(), threading.Lock()]
meals = []


def dine(seat):
    first, second = forks[seat], forks[1 - seat]
    while True:
        with first:
            if second.acquire(blocking=False):
                meals.append(seat)
                second.release()
                return


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: dine(0), lambda: dine(1))
    assert sorted(meals) == [0, 1]
