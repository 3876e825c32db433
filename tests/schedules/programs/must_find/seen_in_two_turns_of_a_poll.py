# A poll takes the lock in each of its turns: somebody who tries in vain in two of them has seen both.
# Kind: assertion
import threading

lock = threading.Lock()
done = False
seen = 0


def poll():
    while not done:
        lock.acquire()
        lock.release()


def look():
    global done, seen
    for _ in range(2):
        if lock.acquire(blocking=False):
            lock.release()
        else:
            seen += 1
        lock.acquire()
        lock.release()
    done = True


def test():
    threads = [threading.Thread(target=target) for target in (poll, look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen < 2
