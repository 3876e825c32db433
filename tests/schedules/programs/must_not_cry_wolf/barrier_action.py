# The action of a barrier runs once, before anybody goes on.
import threading
from threading import Thread

totals = []
parts = []
barrier = threading.Barrier(2, action=lambda: totals.append(sum(parts)))
seen = []


def work(part):
    parts.append(part)
    barrier.wait()
    seen.append(totals[0])


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(1), lambda: work(2))
    assert totals == [3]
    assert seen == [3, 3]
