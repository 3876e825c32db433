# A dict changes size while another thread iterates over its items in a comprehension.
# Kind: exception
from threading import Thread

table = {"a": 1, "b": 2}
copies = []


def read():
    copies.append({key: value for key, value in table.items()})


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
