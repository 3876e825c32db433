# A class of the program's own with __getitem__ and __setitem__ over a dict.
# Kind: assertion
from threading import Thread


class Table:
    def __init__(self):
        self.rows = {}

    def __getitem__(self, key):
        return self.rows.get(key, 0)

    def __setitem__(self, key, value):
        self.rows[key] = value


table = Table()


def work():
    table["a"] += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert table["a"] == 2
