# A flag as a lock, with waiting: two threads both find it False.
# Kind: assertion
from threading import Thread

busy = False
counter = 0


def work():
    global busy, counter
    while busy:
        pass
    busy = True
    counter += 1
    busy = False


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
