# Kind: assertion
# Counter.update of a mapping is a loop in Python: it reads a count, adds to it and writes it.
import threading
from collections import Counter

counts = Counter()


def count():
    counts.update({"a": 1})


def test():
    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts["a"] == 2
