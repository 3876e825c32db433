# One method call of a list is one step.
from threading import Thread

items = []


def work():
    items.append(1)
    items.append(2)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert sorted(items) == [1, 1, 2, 2]
