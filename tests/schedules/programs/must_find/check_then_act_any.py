# any() over shared flags, then a flag is set.
# Kind: assertion
from threading import Thread

busy = [False, False]
inside = []


def enter(me):
    if not any(busy):
        busy[me] = True
        inside.append(me)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: enter(0), lambda: enter(1))
    assert len(inside) == 1
