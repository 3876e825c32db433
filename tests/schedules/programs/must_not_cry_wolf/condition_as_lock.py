# A Condition's lock without waiting.
from threading import Condition, Thread

condition = Condition()
counter = 0


def work():
    global counter
    with condition:
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
