# The read and the write hide in operator.getitem and operator.setitem.
# Kind: assertion
import operator
from threading import Thread

counts = [0]


def work():
    operator.setitem(counts, 0, operator.add(operator.getitem(counts, 0), 1))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counts[0] == 2
