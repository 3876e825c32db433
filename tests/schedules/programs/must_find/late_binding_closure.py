# The lambda looks up the loop's variable when the thread runs.
# Kind: assertion
from threading import Thread

seen = []


def start_all():
    threads = []
    for number in range(2):
        thread = Thread(target=lambda: seen.append(number))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def test():
    start_all()
    assert sorted(seen) == [0, 1]
