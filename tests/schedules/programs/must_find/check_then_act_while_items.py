# "while items: items.pop()" in two threads.
# Kind: exception
from threading import Thread

items = [1, 2]


def drain():
    while items:
        items.pop()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(drain, drain)
