# best = max(best, x) is a read and a write.
# Kind: assertion
from threading import Thread

best = 0


def offer(x):
    global best
    best = max(best, x)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: offer(1), lambda: offer(2))
    assert best == 2
