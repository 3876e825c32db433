# A defaultdict whose factory is a built-in type fills in one step.
from collections import defaultdict
from threading import Thread

groups = defaultdict(list)


def work(value):
    groups["a"].append(value)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(1), lambda: work(2))
    assert len(groups["a"]) == 2
