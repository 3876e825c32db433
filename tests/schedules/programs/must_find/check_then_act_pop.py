# Two threads find one item, and one of them pops from an empty list.
# Kind: exception
from threading import Thread

items = ["only"]


def take():
    if items:
        items.pop()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, take)
