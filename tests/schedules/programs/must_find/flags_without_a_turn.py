# Each says "I want to" and waits for the other to stop wanting.
# Kind: livelock
from threading import Thread

wants = [False, False]


def work(me):
    wants[me] = True
    while wants[1 - me]:
        pass
    wants[me] = False


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1))
