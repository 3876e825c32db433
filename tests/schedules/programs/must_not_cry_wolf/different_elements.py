# Different elements of one list, each changed by += in its own thread.
from threading import Thread

counts = [0, 0, 0]


def work(place):
    counts[place] += 1
    counts[place] += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1), lambda: work(2))
    assert counts == [2, 2, 2]
