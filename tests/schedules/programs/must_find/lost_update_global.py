# A global counter without a lock loses an update.
# Kind: assertion
from threading import Thread

counter = 0


def work():
    global counter
    counter += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
