# get_nowait, with Empty expected.
import queue
from threading import Thread

jobs = queue.Queue()
for number in range(2):
    jobs.put(number)
done = []


def work():
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
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
    assert sorted(done) == [0, 1]
