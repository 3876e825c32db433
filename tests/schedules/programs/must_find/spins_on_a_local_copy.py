# The flag is read once, before the loop.
# Kind: endless
from threading import Thread

ready = False


def wait():
    copy = ready
    while not copy:
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
