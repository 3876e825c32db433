# A late-binding closure is harmless if the thread ends before the loop goes on.
from threading import Thread

seen = []


def test():
    for number in range(3):
        thread = Thread(target=lambda: seen.append(number))
        thread.start()
        thread.join()
    assert seen == [0, 1, 2]
