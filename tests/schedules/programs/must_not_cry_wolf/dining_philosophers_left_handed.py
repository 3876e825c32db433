# Three philosophers, one of them takes the right fork first.
import threading
from threading import Thread

forks = [threading.Lock() for _ in range(3)]
meals = []


def dine(seat):
    first, second = sorted([seat, (seat + 1) % 3])
    with forks[first]:
        with forks[second]:
            meals.append(seat)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: dine(0), lambda: dine(1), lambda: dine(2))
    assert sorted(meals) == [0, 1, 2]
