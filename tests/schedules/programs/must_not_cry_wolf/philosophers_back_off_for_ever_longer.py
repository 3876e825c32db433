# A random back-off whose longest time doubles with each try.
import threading, random, time
forks = [threading.Lock() for _ in range(2)]
meals = [0, 0]
def eat(i):
    delay = 0.01
    left, right = forks[i], forks[(i + 1) % 2]
    while True:
        left.acquire()
        if right.acquire(timeout=0.05):
            meals[i] += 1
            right.release()
            left.release()
            break
        left.release()
        time.sleep(delay * random.random())
        delay *= 2

def test():
    ts = [threading.Thread(target=eat, args=(i,)) for i in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert meals == [1, 1]
