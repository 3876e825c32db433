# One datum, two locks.
# Kind: assertion
import threading
from threading import Thread

one, two = threading.Lock(), threading.Lock()
counter = 0


def up():
    global counter
    with one:
        counter += 1


def down():
    global counter
    with two:
        counter -= 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(up, down)
    assert counter == 0
