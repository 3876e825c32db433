# The read is a walrus inside a condition.
# Kind: assertion
from threading import Thread

counter = 0


def work():
    global counter
    if (seen := counter) < 10:
        counter = seen + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
