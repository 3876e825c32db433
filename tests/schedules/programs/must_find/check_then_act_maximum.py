# "if x > best: best = x": the smaller one may win.
# Kind: assertion
from threading import Thread

best = 0


def offer(x):
    global best
    if x > best:
        best = x


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: offer(1), lambda: offer(2))
    assert best == 2
