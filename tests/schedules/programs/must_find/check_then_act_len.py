# len() and then an index.
# Kind: exception
from threading import Thread

items = [1, 2]


def last():
    if len(items) == 2:
        items[1]


def clear():
    items.clear()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(last, clear)
