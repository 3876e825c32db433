# Two threads in one generator at once.
# Kind: exception
from threading import Thread

counter = 0


def numbers():
    global counter
    while counter < 4:
        counter += 1
        yield counter


source = numbers()


def work():
    next(source)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
