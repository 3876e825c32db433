# A generator that pauses between the read and the write.
# Kind: assertion
from threading import Thread

counter = 0


def steps():
    global counter
    seen = counter
    yield seen
    counter = seen + 1


def work():
    for _ in steps():
        pass


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert counter == 2
