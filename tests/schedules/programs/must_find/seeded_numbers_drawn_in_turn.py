# Which number of a seeded generator a thread draws depends on who drew before.
# Kind: assertion
import threading, random
rng = random.Random(7)
draws = []
done = 0
lock = threading.Lock()
def spin(n):
    for _ in range(3):
        with lock:
            rng.random()
def pick():
    with lock:
        draws.append(rng.random())

def test():
    ts = [threading.Thread(target=f, args=a) for f, a in ((spin, (1,)), (spin, (2,)), (pick, ()), (spin, (3,)))]
    for t in ts: t.start()
    for t in ts: t.join()
    rng2 = random.Random(7)
    for _ in range(9): rng2.random()
    assert draws[0] != rng2.random()
