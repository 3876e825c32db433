# Only the thread started last is joined.
# Kind: assertion
from threading import Thread

results = []


def test():
    for number in range(2):
        thread = Thread(target=results.append, args=(number,))
        thread.start()
    thread.join()
    assert len(results) == 2
