# Two threads take turns by a shared variable.
from threading import Thread

turn = 0
order = []


def work(me):
    global turn
    for _ in range(2):
        while turn != me:
            pass
        order.append(me)
        turn = 1 - me


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1))
    assert order == [0, 1, 0, 1]
