# Two locks taken in two orders, the second only tried: who fails gives back, sleeps, each time longer, and tries again.
import threading
import time

left, right = threading.Lock(), threading.Lock()
total = 0


def both(first, second):
    global total
    delay = 0.01
    while True:
        with first:
            if second.acquire(blocking=False):
                total += 1
                second.release()
                return
        time.sleep(delay)
        delay = min(2 * delay, 1)


def test():
    orders = [(left, right), (right, left)]
    threads = [threading.Thread(target=both, args=order) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 2
