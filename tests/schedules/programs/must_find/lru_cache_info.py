# Kind: assertion
# Who looks at the counts of a cache may look before the call that changes them.
import threading
from functools import lru_cache

seen = []


@lru_cache(maxsize=None)
def square(n):
    return n * n


def test():
    threads = [
        threading.Thread(target=square, args=(1,)),
        threading.Thread(target=lambda: seen.append(square.cache_info().misses)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1]
