# The read and the write hide in getattr and setattr.
# Kind: assertion
from threading import Thread


class Box:
    pass


box = Box()
box.value = 0


def work():
    setattr(box, "value", getattr(box, "value") + 1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert box.value == 2
