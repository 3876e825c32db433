# A compare-and-swap that is not one step.
# Kind: assertion
from threading import Thread

owner = None
winners = []


def claim(name):
    global owner
    if owner is None:
        owner = name
        winners.append(name)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: claim("a"), lambda: claim("b"))
    assert winners == [owner]
