# Producers fill places outside the lock: with room for two, two of them fill the same place.
# Kind: assertion
import threading
from threading import Thread

free = threading.Semaphore(2)
places = [None, None]
tail = 0


def put(item):
    global tail
    free.acquire()
    places[tail] = item
    tail = (tail + 1) % 2


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: put("a"), lambda: put("b"))
    assert sorted(place or "" for place in places) == ["a", "b"]
