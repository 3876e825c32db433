# A deque whose popleft may fail, and the failure is expected.
from collections import deque
from threading import Thread

jobs = deque([1, 2])
done = []


def work():
    while True:
        try:
            job = jobs.popleft()
        except IndexError:
            return
        done.append(job)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert sorted(done) == [1, 2]
