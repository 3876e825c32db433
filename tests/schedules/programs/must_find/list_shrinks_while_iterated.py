# Removing from a list makes another thread's loop skip an element.
# Kind: assertion
from threading import Thread

items = [1, 2, 3]
seen = []


def read():
    for item in items:
        seen.append(item)


def remove():
    items.remove(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, remove)
    assert 3 in seen and 2 in seen
