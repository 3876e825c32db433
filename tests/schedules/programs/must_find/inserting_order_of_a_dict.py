# The order of a dict is the order of inserting.
# Kind: assertion
from threading import Thread

found = {}


def work(name):
    found[name] = True


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("b"))
    assert list(found) == ["a", "b"]
