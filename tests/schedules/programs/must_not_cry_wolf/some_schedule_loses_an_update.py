# Some schedule loses an update: the second of two ways.
# Options: want="some"
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
    assert counter == 1
