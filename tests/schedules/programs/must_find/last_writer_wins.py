# Two writers of one variable, no read at all.
# Kind: assertion
from threading import Thread

x = 0


def write(value):
    global x
    x = value


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: write(1), lambda: write(2))
    assert x == 2
