# Three philosophers with a random back-off that a variable holds.
import threading, time, random
forks = [threading.Lock() for _ in range(3)]
meals = [0] * 3
def eat(i):
    a, b = forks[i], forks[(i + 1) % 3]
    done = False
    while not done:
        a.acquire()
        if b.acquire(False):
            meals[i] += 1
            b.release()
            done = True
        a.release()
        if not done:
            wait = random.uniform(0.01, 0.05)
            time.sleep(wait)

def test():
    ts = [threading.Thread(target=eat, args=(i,)) for i in range(3)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert meals == [1, 1, 1]
