# A daemon thread is not waited for at all.
# Kind: assertion
from threading import Thread

results = []


def test():
    thread = Thread(target=results.append, args=(1,), daemon=True)
    thread.start()
    assert results
