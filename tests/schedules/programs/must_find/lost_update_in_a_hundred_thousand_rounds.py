# Two threads count to a hundred thousand without a lock.
# Kind: assertion
import threading

n = 0


def work():
    global n
    for _ in range(100_000):
        n += 1


def test():
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n == 200_000
