# Whoever pops first gets the last item; the other one gets an exception and expects it.
from threading import Thread

items = ["only"]
got = []


def take():
    try:
        got.append(items.pop())
    except IndexError:
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(take, take)
    assert got == ["only"]
