# enumerate over a list that another thread shortens: the index is out of date.
# Kind: assertion
from threading import Thread

items = ["a", "b"]
pairs = []


def read():
    for index, item in enumerate(items):
        pairs.append(items[index : index + 1] == [item])


def shift():
    items.insert(0, "z")


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, shift)
    assert all(pairs)
