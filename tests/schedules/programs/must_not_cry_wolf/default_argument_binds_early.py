# A default argument keeps the loop's value for each thread.
from threading import Thread

seen = []


def test():
    threads = []
    for number in range(2):
        threads.append(Thread(target=lambda number=number: seen.append(number)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [0, 1]
