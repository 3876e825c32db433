# A dict changes size while another thread iterates over it.
# Kind: exception
from threading import Thread

table = {"a": 1, "b": 2}


def read():
    for key in table:
        table[key]


def write():
    table["c"] = 3


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, write)
