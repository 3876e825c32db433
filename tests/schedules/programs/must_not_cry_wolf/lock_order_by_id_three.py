# Three transfers in a circle take the locks in the order of id: the order is the same for everybody.
import threading
from threading import Thread

locks = [threading.Lock() for _ in range(3)]
moves = []


def move(here, there):
    both = [locks[here], locks[there]]
    both.sort(key=id)
    for lock in both:
        lock.acquire()
    moves.append((here, there))
    for lock in reversed(both):
        lock.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: move(0, 1), lambda: move(1, 2), lambda: move(2, 0))
    assert len(moves) == 3
