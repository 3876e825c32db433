# Two threads share one iterator of a list: each item is taken once.
from threading import Thread

jobs = iter([1, 2, 3])
done = []


def work():
    for job in jobs:
        done.append(job)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert sorted(done) == [1, 2, 3]
