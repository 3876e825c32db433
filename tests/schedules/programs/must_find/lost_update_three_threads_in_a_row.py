# Three threads, each reads, then writes; only a schedule with two switches makes the total 1.
# Kind: assertion
from threading import Thread

counter = 0


def work():
    global counter
    seen = counter
    counter = seen + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, work)
    assert counter > 1
