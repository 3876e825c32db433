# "if key in table: del table[key]" in two threads.
# Kind: exception
from threading import Thread

table = {"key": 1}


def remove():
    if "key" in table:
        del table["key"]


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(remove, remove)
