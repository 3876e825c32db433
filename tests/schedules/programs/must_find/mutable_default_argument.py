# A mutable default argument is shared by all calls.
# Kind: assertion
from threading import Thread

sizes = []


def collect(item, found=[]):
    found.append(item)
    sizes.append(len(found))


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: collect(1), lambda: collect(2))
    assert sizes == [1, 1]
