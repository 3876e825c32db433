# members |= {x} updates in place and stores the same set.
from threading import Thread

members = set()


def work(name):
    global members
    members |= {name}


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("b"))
    assert members == {"a", "b"}
