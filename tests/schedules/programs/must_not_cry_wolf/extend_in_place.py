# items += [x] extends in place and stores the same list: nothing is lost.
from threading import Thread

items = []


def work():
    global items
    items += [1]


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert len(items) == 2
