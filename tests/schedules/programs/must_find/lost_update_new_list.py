# items = items + [x] makes a new list, unlike items += [x].
# Kind: assertion
from threading import Thread

items = []


def work():
    global items
    items = items + [1]


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert len(items) == 2
