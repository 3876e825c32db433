# setdefault gives both threads the same list.
from threading import Thread

groups = {}


def work(value):
    groups.setdefault("a", []).append(value)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(1), lambda: work(2))
    assert sorted(groups["a"]) == [1, 2]
