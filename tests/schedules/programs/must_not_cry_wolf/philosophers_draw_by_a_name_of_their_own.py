# A random back-off by a function that was imported from `random`.
import threading, time
from random import random
forks = [threading.Lock() for _ in range(2)]
meals = [0, 0]
def eat(i):
    left, right = forks[i], forks[(i + 1) % 2]
    while True:
        with left:
            if right.acquire(blocking=False):
                try:
                    meals[i] += 1
                    return
                finally:
                    right.release()
        time.sleep(random() * 0.1)

def test():
    ts = [threading.Thread(target=eat, args=(i,)) for i in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert meals == [1, 1]
