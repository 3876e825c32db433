# Busy waiting, where the test forbids it.
# Kind: polls
# Options: may_poll=False
from threading import Thread

ready = False


def wait():
    while not ready:
        pass


def send():
    global ready
    ready = True


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(wait, send)
