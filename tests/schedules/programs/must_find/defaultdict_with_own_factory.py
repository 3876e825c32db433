# A defaultdict whose factory is a function of the program: two threads may each make a list.
# Kind: assertion
from collections import defaultdict
from threading import Thread


def new_list():
    made.append(1)
    return []


made = []
groups = defaultdict(new_list)


def work():
    groups["a"].append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert len(groups["a"]) == 2
