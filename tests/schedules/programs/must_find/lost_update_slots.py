# An attribute that lives in __slots__.
# Kind: assertion
from threading import Thread


class Point:
    __slots__ = ("x",)

    def __init__(self):
        self.x = 0

    def right(self):
        self.x += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    point = Point()
    run(point.right, point.right)
    assert point.x == 2
