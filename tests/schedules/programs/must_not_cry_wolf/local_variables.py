# Local variables are nobody else's.
from threading import Thread

results = [0, 0]


def work(place):
    total = 0
    for number in range(5):
        total += number
    results[place] = total


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1))
    assert results == [10, 10]
