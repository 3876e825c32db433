# A loop over list(table) is not disturbed by a new key.
from threading import Thread

table = {"a": 1, "b": 2}
seen = []


def read():
    for key in list(table):
        seen.append(key)


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
    assert seen[:2] == ["a", "b"]
