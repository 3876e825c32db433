# A subclass of threading.local is initialised in each thread.
import threading
from threading import Thread


class Scratch(threading.local):
    def __init__(self, start):
        self.value = start


scratch = Scratch(5)
results = []


def work():
    scratch.value += 1
    results.append(scratch.value)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert results == [6, 6]
    assert scratch.value == 5
