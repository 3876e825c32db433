# Two threads that count up for ever: no state comes back, and a complete search has no end.
# Options: max_schedules=20, max_steps=400
from threading import Thread

n = 0


def count():
    global n
    while True:
        n += 1
        if n == -1:
            break


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(count, count)
    assert n
