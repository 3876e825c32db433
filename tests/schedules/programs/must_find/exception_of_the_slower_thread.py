# A division by zero that only one order shows.
# Kind: exception
from threading import Thread

divisor = 1


def divide():
    10 // divisor


def spoil():
    global divisor
    divisor = 0


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(divide, spoil)
