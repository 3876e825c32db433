# The write hides in functools.partial(setattr, ...).
# Kind: assertion
from functools import partial
from threading import Thread


class Box:
    value = 0


box = Box()
store = partial(setattr, box, "value")


def work():
    store(box.value + 1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert box.value == 2
