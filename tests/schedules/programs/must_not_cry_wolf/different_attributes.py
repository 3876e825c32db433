# Different attributes of one object.
from threading import Thread


class Pair:
    left = 0
    right = 0


pair = Pair()


def left():
    pair.left += 1


def right():
    pair.right += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(left, right)
    assert (pair.left, pair.right) == (1, 1)
