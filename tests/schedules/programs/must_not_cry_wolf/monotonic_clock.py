# The clock never goes back, however long others take.
import time
from threading import Thread

times = []


def work():
    start = time.monotonic()
    time.sleep(0.5)
    times.append(time.monotonic() - start)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert min(times) >= 0.5
