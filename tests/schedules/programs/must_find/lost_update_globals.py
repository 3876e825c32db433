# The read and the write hide in globals().
# Kind: assertion
from threading import Thread

counter = 0


def work():
    names = globals()
    names["counter"] = names["counter"] + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
