# Two semaphores make two threads take turns.
from threading import Semaphore, Thread

ping, pong = Semaphore(1), Semaphore(0)
order = []


def play(name, mine, other):
    for _ in range(2):
        mine.acquire()
        order.append(name)
        other.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: play("ping", ping, pong), lambda: play("pong", pong, ping))
    assert order == ["ping", "pong", "ping", "pong"]
