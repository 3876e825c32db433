# The read hides in operator.attrgetter.
# Kind: assertion
from operator import attrgetter
from threading import Thread

value_of = attrgetter("value")


class Box:
    value = 0


box = Box()


def work():
    box.value = value_of(box) + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert box.value == 2
